package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.request.ModelRequests;
import dev.gai.braintrust.response.ChatShape;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.record.PromptProvenance;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the application says into the record of a span.
 */
final class RecordedSpan implements GenAiSpan {

	private static final Log logger = LogFactory.getLog(GenAiSpan.class);

	private final SpanRecord record;

	private final ContentSnapshots snapshots;

	private final ContentSnapshots results;

	private final Permalinks permalinks;

	private final FeedbackTokenSource feedbackTokens;

	private final ModelRequests requests;

	/** What this span and those below it share with the work around them. */
	private volatile SharedWork shared = SharedWork.NONE;

	RecordedSpan(SpanRecord record, SpanSettings settings) {
		this(record, settings, null);
	}

	RecordedSpan(SpanRecord record, SpanSettings settings, @Nullable Class<?> view) {
		this.record = record;
		this.snapshots = settings.snapshots();
		this.results = this.snapshots.in(view);
		this.permalinks = settings.permalinks();
		this.feedbackTokens = settings.feedbackTokens();
		this.requests = settings.requests();
	}

	SpanRecord record() {
		return this.record;
	}

	/** What starts now below this span shares with it. */
	SharedWork shared() {
		return this.shared.below(this.record);
	}

	void share(SharedWork work) {
		this.shared = work;
		GenAiContext context = work.on(this.record.declaredType());
		if (!context.isEmpty()) {
			this.record.labels().share(context.keys(), context.tags());
			context.writeOn(this);
		}
		if (this.record.declaredType().callsModel()) {
			conversationId(work.conversation());
		}
	}

	@Override
	public GenAiSpan model(@Nullable String model) {
		return decide((record) -> record.request().model(model));
	}

	@Override
	public GenAiSpan provider(@Nullable String provider) {
		return decide((record) -> record.request().provider(provider));
	}

	@Override
	public GenAiSpan temperature(double temperature) {
		return Double.isNaN(temperature) ? this : requestParameter("temperature", temperature);
	}

	@Override
	public GenAiSpan maxTokens(long maxTokens) {
		return (maxTokens < 0) ? this : requestParameter("max_tokens", maxTokens);
	}

	@Override
	public GenAiSpan requestParameter(String name, @Nullable Object value) {
		return write((record) -> {
			Object copy = tree("metadata", value);
			decide((deciding) -> deciding.request().parameter(name, copy));
		});
	}

	@Override
	public GenAiSpan tools(@Nullable List<?> definitions) {
		return write((record) -> record.request().tools(snapshot("tools", definitions)));
	}

	@Override
	public GenAiSpan conversationId(@Nullable String conversationId) {
		return write((record) -> record.request().conversationId(conversationId));
	}

	@Override
	public GenAiSpan messages(@Nullable List<Message> messages) {
		return content((record) -> record.request()
			.input(snapshot("input",
					this.snapshots.takeOwn((messages != null) ? ChatShape.messages(messages) : null))));
	}

	@Override
	public GenAiSpan input(@Nullable Object input) {
		return write((record) -> new RequestInput(this, this.requests).write(record, input));
	}

	@Override
	public GenAiSpan output(@Nullable Object output) {
		return content((record) -> record.response().output(snapshot("output", this.results.take(output))));
	}

	@Override
	public GenAiSpan expected(@Nullable Object expected) {
		return content((record) -> record.response().expected(snapshot("expected", expected)));
	}

	@Override
	public GenAiSpan responseModel(@Nullable String model) {
		return decide((record) -> record.response().model(model));
	}

	@Override
	public GenAiSpan responseId(@Nullable String id) {
		return decide((record) -> record.response().id(id));
	}

	@Override
	public GenAiSpan finishReason(@Nullable String finishReason) {
		return decide((record) -> record.response().finishReason(finishReason));
	}

	@Override
	public GenAiSpan usage(long inputTokens, long outputTokens) {
		return usage(Usage.builder().input(inputTokens).output(outputTokens).build());
	}

	@Override
	public GenAiSpan usage(@Nullable Usage usage) {
		Usage possible = PossibleFigures.unlessPossible(usage);
		return decide((record) -> record.response().usage(possible));
	}

	@Override
	public GenAiSpan cost(@Nullable BigDecimal usd) {
		BigDecimal possible = PossibleFigures.unlessPossible(usd);
		return decide((record) -> record.response().cost(possible));
	}

	@Override
	public GenAiSpan costCenter(@Nullable String center, @Nullable String project) {
		return metadata("cost.center", center).metadata("cost.project", project);
	}

	@Override
	public GenAiSpan metadata(String key, @Nullable Object value) {
		return write((record) -> record.labels().metadata(key, labelled(key, value)));
	}

	@Override
	public GenAiSpan tag(@Nullable String tag) {
		return (tag == null || tag.isBlank()) ? this : write((record) -> record.labels().tag(tag));
	}

	@Override
	public GenAiSpan experiment(@Nullable String name, @Nullable String variant) {
		return metadata("experiment.name", name).metadata("experiment.variant", variant);
	}

	@Override
	public GenAiSpan segment(@Nullable String userSegment) {
		return metadata("experiment.user_segment", userSegment);
	}

	@Override
	public GenAiSpan prompt(BraintrustPrompt.@Nullable Rendered prompt) {
		return metadata("prompt", (prompt != null) ? PromptProvenance.of(prompt, this.record.contentCaptured()) : null);
	}

	@Override
	public GenAiSpan score(String name, double value) {
		double possible = PossibleFigures.unlessScore(name, value);
		return write((record) -> record.labels().score(name, possible));
	}

	@Override
	public GenAiSpan feedback(@Nullable String feedback) {
		return metadata("eval.human_feedback", feedback);
	}

	@Override
	public GenAiSpan error(@Nullable Throwable error) {
		return (error == null) ? this : decide((record) -> record.error(error));
	}

	@Override
	public @Nullable String traceId() {
		return this.record.traceId();
	}

	@Override
	public @Nullable String spanId() {
		return this.record.spanId();
	}

	@Override
	public @Nullable String permalink() {
		String traceId = this.record.traceId();
		String spanId = this.record.spanId();
		return (traceId != null && spanId != null) ? this.permalinks.of(traceId, spanId) : null;
	}

	@Override
	public @Nullable String feedbackToken() {
		String traceId = this.record.traceId();
		String spanId = this.record.spanId();
		String token = (traceId != null && spanId != null) ? this.feedbackTokens.token(traceId, spanId) : null;
		if (token != null) {
			this.record.labels().expectFeedback();
		}
		return token;
	}

	private GenAiSpan content(Consumer<SpanRecord> writing) {
		return this.record.contentCaptured() ? write(writing) : this;
	}

	/**
	 * Writes what the cost or the meaning of an error depends on, which is not found out
	 * from half of it.
	 */
	private GenAiSpan decide(Consumer<SpanRecord> writing) {
		return write((record) -> record.timing().unlessClosed(() -> writing.accept(record)));
	}

	private GenAiSpan write(Consumer<SpanRecord> writing) {
		if (this.record.isEnded()) {
			logger.debug("Ignored a call on a span that has ended or is not recorded");
		}
		else {
			try {
				writing.accept(this.record);
			}
			catch (Throwable ex) {
				Guard.report("Something that was said of a span is not recorded", ex);
			}
		}
		return this;
	}

	private @Nullable Object labelled(String key, @Nullable Object value) {
		// The name of the field is for what cannot be captured, which a text always can.
		return (value instanceof String) ? tree("metadata", value) : tree("metadata." + key, value);
	}

	@Nullable Object tree(String field, @Nullable Object value) {
		long weight = (value != null) ? this.snapshots.weightOfItself(value) : 0;
		if (weight < 0) {
			return snapshot(field, value).tree();
		}
		this.record.content().addBytes(weight);
		return value;
	}

	Snapshot snapshot(String field, @Nullable Object value) {
		return snapshot(field, this.snapshots.take(value));
	}

	private Snapshot snapshot(String field, Snapshot snapshot) {
		this.record.content().addBytes(snapshot.approximateBytes());
		if (snapshot.failure() != null) {
			this.record.content().notCaptured(field, snapshot.failure());
		}
		return snapshot;
	}

}
