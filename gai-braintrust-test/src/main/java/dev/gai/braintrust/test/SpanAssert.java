package dev.gai.braintrust.test;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.gai.braintrust.promise.PublicApi;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Assertions on a span. Each failure shows the tree, where the trace is known, and marks
 * the span.
 *
 * @since 0.1.0
 */
@PublicApi
public final class SpanAssert extends AbstractAssert<SpanAssert, RecordedSpan> {

	private static final int MAX_SHOWN = 1000;

	private final @Nullable RecordedTrace trace;

	private final @Nullable Consumer<AssertionError> collector;

	SpanAssert(@Nullable RecordedSpan actual, @Nullable RecordedTrace trace,
			@Nullable Consumer<AssertionError> collector) {
		super(actual, SpanAssert.class);
		this.trace = trace;
		this.collector = collector;
	}

	/**
	 * It is a call of this model: the one that was asked for, or the one that answered.
	 * @param expected the model
	 * @return these assertions
	 */
	public SpanAssert hasModel(String expected) {
		if (isAbsent()) {
			return this;
		}
		List<String> models = Stream
			.of(this.actual.metadata().path("model").asString(""), text("gen_ai.request.model"),
					text("gen_ai.response.model"))
			.filter((model) -> !model.isEmpty())
			.distinct()
			.toList();
		return models.contains(expected) ? this : fail("the model is not `" + expected + "`: " + Nearest.list(models));
	}

	/**
	 * It is a call of a model of this provider.
	 * @param expected the provider, for example {@code openai}
	 * @return these assertions
	 */
	public SpanAssert hasProvider(String expected) {
		if (isAbsent()) {
			return this;
		}
		String provider = this.actual.metadata().path("provider").asString(text("gen_ai.provider.name"));
		return provider.equals(expected) ? this : fail(
				"the provider is not `" + expected + "`: " + (provider.isEmpty() ? "none" : "`" + provider + "`"));
	}

	/**
	 * It reported these tokens.
	 * @param input tokens in, those from a cache included
	 * @param output tokens out
	 * @return these assertions
	 */
	public SpanAssert hasUsage(long input, long output) {
		if (isAbsent()) {
			return this;
		}
		JsonNode in = this.actual.metrics().path("prompt_tokens");
		JsonNode out = this.actual.metrics().path("completion_tokens");
		return (in.isNumber() && out.isNumber() && in.asLong() == input && out.asLong() == output) ? this
				: fail("the usage is not " + input + " in, " + output + " out: " + in.asString("nothing reported")
						+ " in, " + out.asString("nothing reported") + " out");
	}

	/**
	 * Its input contains this text.
	 * @param text the text, as in a string of the JSON or as in the JSON itself
	 * @return these assertions
	 */
	public SpanAssert hasInputContaining(String text) {
		return isAbsent() ? this : contains("input", this.actual.input(), text);
	}

	/**
	 * Its output contains this text.
	 * @param text the text, as in a string of the JSON or as in the JSON itself
	 * @return these assertions
	 */
	public SpanAssert hasOutputContaining(String text) {
		return isAbsent() ? this : contains("output", this.actual.output(), text);
	}

	private SpanAssert contains(String field, JsonNode json, String text) {
		return (json.toString().contains(text) || texts(json).anyMatch((value) -> value.contains(text))) ? this
				: fail("the " + field + " does not contain `" + text + "`: "
						+ (json.isMissingNode() ? "there is none" : cut(json.toString())));
	}

	private static Stream<String> texts(JsonNode json) {
		return json.isString() ? Stream.of(json.asString()) : json.values().stream().flatMap(SpanAssert::texts);
	}

	/**
	 * It has this metadata.
	 * @param key the key as it is sent, dotted
	 * @param value what stands there; 1 and 1.0 are the same
	 * @return these assertions
	 */
	public SpanAssert hasMetadata(String key, @Nullable Object value) {
		if (isAbsent()) {
			return this;
		}
		JsonNode found = this.actual.metadata().path(key);
		if (found.isMissingNode()) {
			List<String> keys = List.copyOf(this.actual.metadata().propertyNames());
			return fail(
					"no metadata `" + key + "`; nearest: `" + Nearest.of(key, keys) + "`; keys: " + Nearest.list(keys));
		}
		return same(found, RecordedSpan.tree(value)) ? this
				: fail("the metadata `" + key + "` is not " + RecordedSpan.tree(value) + ": " + cut(found.toString()));
	}

	private static boolean same(JsonNode found, JsonNode expected) {
		return (found.isNumber() && expected.isNumber()) ? found.decimalValue().compareTo(expected.decimalValue()) == 0
				: found.equals(expected);
	}

	/**
	 * It has this score.
	 * @param name the name of the score
	 * @param value 0 to 1
	 * @return these assertions
	 */
	public SpanAssert hasScore(String name, double value) {
		if (isAbsent()) {
			return this;
		}
		JsonNode score = this.actual.scores().path(name);
		return (score.isNumber() && Math.abs(score.asDouble() - value) < 1e-9) ? this
				: fail("the score `" + name + "` is not " + value + "; scores: "
						+ (this.actual.scores().isEmpty() ? "none" : cut(this.actual.scores().toString())));
	}

	/**
	 * It has this tag.
	 * @param tag the tag
	 * @return these assertions
	 */
	public SpanAssert hasTag(String tag) {
		return (isAbsent() || this.actual.tags().contains(tag)) ? this
				: fail("no tag `" + tag + "`; tags: " + Nearest.list(this.actual.tags()));
	}

	/**
	 * The call took this many attempts until it succeeded or was given up.
	 * @param expected the number, 1 for a call that was not made again
	 * @return these assertions
	 */
	public SpanAssert hasAttempts(int expected) {
		if (isAbsent()) {
			return this;
		}
		JsonNode metadata = this.actual.metadata();
		int failed = metadata.path("retry.failed_attempts").asInt(0);
		boolean gaveUp = this.actual.isFailed() && failed > 0;
		int attempts = metadata.path("retry.successful_attempt").asInt(gaveUp ? failed : failed + 1);
		return (attempts == expected) ? this
				: fail(expected + ((expected == 1) ? " attempt" : " attempts") + " expected, " + attempts + " made"
						+ (failed > 0
								? ", the last error: " + cut(metadata.path("retry.last_error").asString("not recorded"))
								: ""));
	}

	/**
	 * Nobody cancelled it.
	 * @return these assertions
	 */
	public SpanAssert isNotCancelled() {
		return (isAbsent() || !cancelled()) ? this : fail("it was cancelled");
	}

	/**
	 * It was cancelled.
	 * @return these assertions
	 */
	public SpanAssert isCancelled() {
		return (isAbsent() || cancelled()) ? this : fail("it was not cancelled");
	}

	private boolean cancelled() {
		return this.actual.metadata().path("cancelled").asBoolean(false);
	}

	/**
	 * It did not fail.
	 * @return these assertions
	 */
	public SpanAssert hasNoError() {
		return (isAbsent() || !this.actual.isFailed()) ? this
				: fail("no error expected: " + cut(Objects.toString(this.actual.error())));
	}

	/**
	 * It failed, and its error contains this text.
	 * @param text a part of the type or the message
	 * @return these assertions
	 */
	public SpanAssert hasErrorContaining(String text) {
		if (isAbsent()) {
			return this;
		}
		String error = this.actual.error();
		return (error != null && error.contains(text)) ? this : fail(
				"the error does not contain `" + text + "`: " + ((error != null) ? cut(error) : "there is none"));
	}

	/**
	 * Whether there is no span, which has been reported where failures are collected.
	 */
	private boolean isAbsent() {
		if (this.collector == null) {
			isNotNull();
		}
		return this.actual == null;
	}

	private String text(String attribute) {
		return Objects.requireNonNullElse(this.actual.attribute(attribute), "");
	}

	private static String cut(String text) {
		return (text.length() > MAX_SHOWN) ? text.substring(0, MAX_SHOWN) + "…" : text;
	}

	private SpanAssert fail(String message) {
		String place = "span `" + this.actual.name() + "`: " + message;
		Failures.report(
				failure("%s", (this.trace != null) ? place + "\n\n" + this.trace.drawn(List.of(this.actual)) : place),
				this.collector);
		return this;
	}

}
