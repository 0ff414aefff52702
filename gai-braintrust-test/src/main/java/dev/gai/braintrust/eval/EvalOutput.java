package dev.gai.braintrust.eval;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.test.RecordedTrace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.BeanFactory;

/**
 * An output that is to be scored.
 *
 * @param example the case
 * @param value the output as the application returned it, {@code null} if it returned
 * nothing
 * @param json the output as JSON; JSON's null if there is none
 * @param trace what the application did for the case, {@code null} if nothing was traced
 * @param beans the application's beans, {@code null} if there is no application
 * @since 0.1.0
 */
@PublicApi
public record EvalOutput(EvalCase example, @Nullable Object value, JsonNode json, @Nullable RecordedTrace trace,
		@Nullable BeanFactory beans) {

	/**
	 * The output as text.
	 * @return a text as it is, anything else as JSON; empty if there is none
	 */
	public String text() {
		return text(this.json);
	}

	/**
	 * The expected value as text.
	 * @return a text as it is, anything else as JSON; empty if there is none
	 */
	public String expectedText() {
		return text(this.example.expected());
	}

	/**
	 * Returns the trace of what the application did for the case.
	 * @return the trace
	 * @throws IllegalStateException if nothing was traced; the message says what to do
	 */
	public RecordedTrace requiredTrace() {
		if (this.trace == null) {
			throw new IllegalStateException(
					"No trace was recorded for the case: put @AutoConfigureTraces on the class, "
							+ "and call the application's traced beans");
		}
		return this.trace;
	}

	static String text(JsonNode value) {
		return value.isNull() ? "" : value.isString() ? value.asString() : value.toString();
	}

}
