package dev.gai.braintrust.eval;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.test.RecordedTrace;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A method of a test class that scores.
 *
 * @param method the method
 * @param instance the test, {@code null} for a static method
 */
record MethodScorer(Method method, Object instance) implements Scorer {

	private static final JsonMapper json = new JsonMapper();

	@Override
	public String name() {
		return this.method.getName();
	}

	@Override
	public List<Score> score(EvalOutput output) {
		Object[] arguments = Arrays.stream(this.method.getParameters())
			.map((parameter) -> argument(parameter, output))
			.toArray();
		return scores(ReflectionSupport.invokeMethod(this.method, this.instance, arguments));
	}

	@SuppressWarnings("NullAway") // an argument may be null where the output is
	private Object argument(Parameter parameter, EvalOutput output) {
		Class<?> type = parameter.getType();
		if (type == EvalCase.class) {
			return output.example();
		}
		if (type == EvalOutput.class) {
			return output;
		}
		if (type == RecordedTrace.class) {
			return output.requiredTrace();
		}
		Object value = output.value();
		if (value == null || type.isInstance(value)) {
			return value;
		}
		return JsonNode.class.isAssignableFrom(type) ? output.json() : json.convertValue(value, type);
	}

	private List<Score> scores(@Nullable Object returned) {
		if (returned == null) {
			return List.of();
		}
		if (returned instanceof Score score) {
			return List.of(score);
		}
		if (returned instanceof Boolean is) {
			return List.of(Score.of(is ? 1 : 0));
		}
		if (returned instanceof Number number) {
			return List.of(Score.of(number.doubleValue()));
		}
		if (returned instanceof Iterable<?> several) {
			List<Score> scores = new ArrayList<>();
			several.forEach((score) -> scores.addAll(scores(score)));
			return scores;
		}
		if (returned instanceof Stream<?> several) {
			return scores(several.toList());
		}
		throw new IllegalStateException(
				"The scorer " + this.method.getName() + " returns " + returned.getClass().getSimpleName()
						+ ": let it return double, boolean, Score, List<Score> or Scorer");
	}

}
