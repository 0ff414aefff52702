package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.List;

import dev.gai.braintrust.annotation.LlmSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What templates see of a call, which is what Spring's context shows.
 */
class CallVariablesTests {

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	private final Calls target = new Calls();

	@ParameterizedTest
	@ValueSource(strings = { "#text", "#count", "#a0", "#p1", "#a2", "#nobody", "#nothing", "#root", "#this", "#args",
			"#target", "#result", "#args[1] + 1", "#text + '-' + #count", "name()", "#root.name()",
			"#nothing ?: 'none'", "#text.length() > #count" })
	void findsWhatSpringFinds(String expression) {
		Object[] values = { "hello", 3, null };
		MethodBasedEvaluationContext spring = new MethodBasedEvaluationContext(this.target, method("call"), values,
				MethodArguments.NAMES);
		spring.setVariable("args", values);
		spring.setVariable("target", this.target);

		Object found = parser.parseExpression(expression).getValue(variables("call", values));

		assertThat(found).isEqualTo(parser.parseExpression(expression).getValue(spring));
	}

	@Test
	void hidesSecretsByEachOfTheirNames() {
		CallVariables variables = variables("secret", "open", "hidden");

		assertThat(variables.lookupVariable("open")).isEqualTo("open");
		assertThat(List.of("key", "a1", "p1")).allMatch((name) -> variables.lookupVariable(name) == null);
		assertThat((Object[]) variables.lookupVariable("args")).containsExactly("open", null);
	}

	@Test
	void knowsTheResultWhenThereIsOne() {
		CallVariables variables = variables("call", "hello", 3, null);
		assertThat(variables.lookupVariable("result")).isNull();

		assertThat(variables.with("answer").lookupVariable("result")).isEqualTo("answer");
	}

	@Test
	void belongsToTheMethodWhereThereIsNoBean() {
		CallVariables variables = new CallVariables(method("call"), new MethodArguments(method("call")), null,
				new Object[] { "hello", 3, null });

		assertThat(variables.getRootObject().getValue()).isEqualTo(method("call"));
		assertThat(variables.lookupVariable("target")).isNull();
	}

	private CallVariables variables(String method, Object... values) {
		return new CallVariables(method(method), new MethodArguments(method(method)), this.target, values);
	}

	private static Method method(String name) {
		return List.of(Calls.class.getDeclaredMethods())
			.stream()
			.filter((method) -> method.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	static class Calls {

		void call(String text, int count, Object nothing) {
		}

		void secret(String open, @LlmSecret String key) {
		}

		public String name() {
			return "calls";
		}

	}

}
