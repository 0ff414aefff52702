package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The span outside of any span.
 */
final class NoopSpan implements GenAiSpan {

	static final GenAiSpan INSTANCE = new NoopSpan();

	private NoopSpan() {
	}

	@Override
	public GenAiSpan model(@Nullable String model) {
		return this;
	}

	@Override
	public GenAiSpan provider(@Nullable String provider) {
		return this;
	}

	@Override
	public GenAiSpan temperature(double temperature) {
		return this;
	}

	@Override
	public GenAiSpan maxTokens(long maxTokens) {
		return this;
	}

	@Override
	public GenAiSpan requestParameter(String name, @Nullable Object value) {
		return this;
	}

	@Override
	public GenAiSpan tools(@Nullable List<?> definitions) {
		return this;
	}

	@Override
	public GenAiSpan conversationId(@Nullable String conversationId) {
		return this;
	}

	@Override
	public GenAiSpan messages(@Nullable List<Message> messages) {
		return this;
	}

	@Override
	public GenAiSpan input(@Nullable Object input) {
		return this;
	}

	@Override
	public GenAiSpan output(@Nullable Object output) {
		return this;
	}

	@Override
	public GenAiSpan expected(@Nullable Object expected) {
		return this;
	}

	@Override
	public GenAiSpan responseModel(@Nullable String model) {
		return this;
	}

	@Override
	public GenAiSpan responseId(@Nullable String id) {
		return this;
	}

	@Override
	public GenAiSpan finishReason(@Nullable String finishReason) {
		return this;
	}

	@Override
	public GenAiSpan usage(long inputTokens, long outputTokens) {
		return usage(Usage.builder().input(inputTokens).output(outputTokens).build());
	}

	@Override
	public GenAiSpan usage(@Nullable Usage usage) {
		PossibleFigures.unlessPossible(usage);
		return this;
	}

	@Override
	public GenAiSpan cost(@Nullable BigDecimal usd) {
		PossibleFigures.unlessPossible(usd);
		return this;
	}

	@Override
	public GenAiSpan costCenter(@Nullable String center, @Nullable String project) {
		return this;
	}

	@Override
	public GenAiSpan metadata(String key, @Nullable Object value) {
		return this;
	}

	@Override
	public GenAiSpan tag(@Nullable String tag) {
		return this;
	}

	@Override
	public GenAiSpan experiment(@Nullable String name, @Nullable String variant) {
		return this;
	}

	@Override
	public GenAiSpan segment(@Nullable String userSegment) {
		return this;
	}

	@Override
	public GenAiSpan score(String name, double value) {
		PossibleFigures.unlessScore(name, value);
		return this;
	}

	@Override
	public GenAiSpan feedback(@Nullable String feedback) {
		return this;
	}

	@Override
	public GenAiSpan error(@Nullable Throwable error) {
		return this;
	}

	@Override
	public GenAiSpan prompt(BraintrustPrompt.@Nullable Rendered prompt) {
		return this;
	}

	@Override
	public @Nullable String traceId() {
		return null;
	}

	@Override
	public @Nullable String spanId() {
		return null;
	}

	@Override
	public @Nullable String permalink() {
		return null;
	}

	@Override
	public @Nullable String feedbackToken() {
		return null;
	}

}
