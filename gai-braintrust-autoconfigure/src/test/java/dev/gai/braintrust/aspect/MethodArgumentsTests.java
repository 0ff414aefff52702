package dev.gai.braintrust.aspect;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.LlmMetadata;
import dev.gai.braintrust.annotation.LlmSecret;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiCall;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MethodArgumentsTests {

	private final Traces traces = new Traces();

	@Test
	void takesASingleTextAsTheMessageOfTheUser() {
		assertThat(written(SpanType.LLM, "text", "hi").input()).isEqualTo("hi");
	}

	@Test
	void takesAllArgumentsByName() {
		assertThat(written(SpanType.TOOL, "text", "hi").input()).isEqualTo(Map.of("text", "hi"));
		assertThat(written(SpanType.LLM, "two", "hi", 2).input()).isEqualTo(Map.of("text", "hi", "count", 2));
	}

	@Test
	void takesMessagesAsAConversation() {
		Object expected = List.of(Map.of("role", "system", "content", "be brief"),
				Map.of("role", "user", "content", "hi"));
		assertThat(written(SpanType.LLM, "messages", List.of(Message.system("be brief"), Message.user("hi"))).input())
			.isEqualTo(expected);
	}

	@Test
	void takesWhatIsMarked() {
		EndedSpan span = written(SpanType.TOOL, "marked", "a", List.of(1, 2), "secret", 7);
		assertThat(span.input()).isEqualTo(List.of(1, 2));
		assertThat(span.metadata("n")).isEqualTo(7);
		assertThat(span.record().labels().metadata().toString()).doesNotContain("secret");
		assertThat(written(SpanType.TOOL, "twoMarked", "a", "b", "c").input())
			.isEqualTo(Map.of("one", "a", "two", "b"));
	}

	@Test
	void takesNothingOfSecretsAlone() {
		assertThat(written(SpanType.LLM, "secret", "x").input()).isNull();
		assertThat(written(SpanType.LLM, "none").input()).isNull();
	}

	@Test
	void takesVariableArgumentsAsAList() {
		assertThat(written(SpanType.TOOL, "variable", (Object) new String[] { "a", "b" }).input())
			.isEqualTo(Map.of("texts", List.of("a", "b")));
	}

	@Test
	void numbersArgumentsWithoutNames() throws Exception {
		Method method = BiFunction.class.getMethod("apply", Object.class, Object.class);
		assertThat(written(SpanType.TOOL, method, "a", "b").input()).isEqualTo(Map.of("arg0", "a", "arg1", "b"));
	}

	@Test
	void showsTemplatesNoSecrets() {
		MethodArguments arguments = new MethodArguments(method("marked"));
		assertThat(arguments.visible(new Object[] { "a", List.of(), "secret", 7 })).containsExactly("a", List.of(),
				null, 7);
	}

	private EndedSpan written(SpanType type, String method, Object... values) {
		return written(type, method(method), values);
	}

	private EndedSpan written(SpanType type, Method method, Object... values) {
		this.traces.spans().clear();
		GenAiTracer tracer = this.traces.tracer();
		GenAiCall call = type.callsModel() ? tracer.llm("groq", "m") : tracer.tool("t");
		call.with((span) -> new MethodArguments(method).write(type, values, span)).run((span) -> {
		});
		return this.traces.only();
	}

	private static Method method(String name) {
		return Arrays.stream(Methods.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	static class Methods {

		void text(String text) {
		}

		void two(String text, int count) {
		}

		void messages(List<Message> messages) {
		}

		void marked(String other, @LlmInput List<Integer> numbers, @LlmSecret String password,
				@LlmMetadata("n") int number) {
		}

		void twoMarked(@LlmInput String one, @LlmInput String two, String three) {
		}

		void secret(@LlmSecret String password) {
		}

		void none() {
		}

		void variable(String... texts) {
		}

	}

}
