package dev.gai.braintrust.scoring;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.export.FinishedSpan;
import dev.gai.braintrust.response.ChatShape;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A span as its record shows it. What is read is not copied before somebody asks.
 */
final class RecordedScoredSpan implements ScoredSpan {

	private static final int MAX_TEXT = 1024 * 1024;

	private static final ContentJson json = new ContentJson();

	private final FinishedSpan span;

	private final SpanRecord record;

	RecordedScoredSpan(FinishedSpan span) {
		this.span = span;
		this.record = span.record();
	}

	@Override
	public String name() {
		return this.record.displayName();
	}

	@Override
	public String type() {
		return this.record.type().braintrustType();
	}

	@Override
	public boolean isAgent() {
		return this.record.type() == SpanType.AGENT;
	}

	@Override
	public boolean isRoot() {
		return this.span.isRoot();
	}

	@Override
	public String traceId() {
		return this.span.traceId();
	}

	@Override
	public String spanId() {
		return this.span.spanId();
	}

	@Override
	public @Nullable Object input() {
		return tree(this.record.request().input());
	}

	@Override
	public @Nullable Object output() {
		Object tree = tree(this.record.response().output());
		List<LlmResponse.Choice> choices = this.record.response().choices();
		return (tree == null && !choices.isEmpty()) ? ChatShape.choices(choices) : tree;
	}

	private static @Nullable Object tree(@Nullable Snapshot snapshot) {
		return (snapshot != null) ? snapshot.tree() : null;
	}

	@Override
	public String inputText() {
		Object input = input();
		if (input instanceof List<?> messages) {
			for (int i = messages.size() - 1; i >= 0; i--) {
				if (messages.get(i) instanceof Map<?, ?> message && "user".equals(message.get("role"))) {
					return text(message.get("content"));
				}
			}
		}
		return text(input);
	}

	@Override
	public String outputText() {
		List<LlmResponse.Choice> choices = this.record.response().choices();
		if (tree(this.record.response().output()) == null && !choices.isEmpty()) {
			return text(choices.get(0).message().content());
		}
		return text(output());
	}

	private static String text(@Nullable Object tree) {
		if (tree == null) {
			return "";
		}
		return (tree instanceof CharSequence text) ? text.toString() : json.write(tree, MAX_TEXT).json();
	}

	@Override
	public Map<String, Object> metadata() {
		return this.record.labels().metadata();
	}

	@Override
	public List<String> tags() {
		return this.record.labels().tags();
	}

	@Override
	public Map<String, Double> scores() {
		return this.record.labels().scores();
	}

	@Override
	public @Nullable String provider() {
		return this.record.request().provider();
	}

	@Override
	public @Nullable String model() {
		String answered = this.record.response().model();
		return (answered != null) ? answered : this.record.request().model();
	}

	@Override
	public @Nullable Usage usage() {
		return this.record.response().usage();
	}

	@Override
	public @Nullable BigDecimal cost() {
		return this.record.response().cost();
	}

	@Override
	public Duration duration() {
		return Objects.requireNonNullElse(this.record.duration(), Duration.ZERO);
	}

	@Override
	public @Nullable Throwable error() {
		return this.record.error();
	}

	@Override
	public String toString() {
		return type() + " " + name();
	}

}
