package dev.gai.braintrust.trace.record;

import java.time.Duration;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one span. It travels beside the OpenTelemetry span, so that no other
 * exporter sees it. Written through {@code GenAiSpan}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanRecord {

	private final SpanType type;

	private final String instrumentation;

	private final SpanContent content;

	private final RowPlacement placement;

	private final Ancestry ancestry;

	private final SpanTiming timing = new SpanTiming();

	private final SpanRequest request = new SpanRequest();

	private final SpanResponse response = new SpanResponse();

	private final SpanLabels labels;

	private final RetryHistory attempts = new RetryHistory();

	private final SpanNaming naming;

	private final SpanFailure failure = new SpanFailure();

	private final CallStanding standing = new CallStanding();

	private volatile SpanIds ids = SpanIds.NONE;

	/**
	 * Creates the record of a span that starts now.
	 * @param spec what kind of span it is
	 * @param contentCaptured whether content may be kept
	 * @param parent record of the span above, {@code null} if there is none
	 * @param placement where the span is shown
	 */
	public SpanRecord(SpanSpec spec, boolean contentCaptured, @Nullable SpanRecord parent, RowPlacement placement) {
		this.placement = placement;
		this.type = spec.type();
		this.naming = new SpanNaming(spec);
		this.instrumentation = spec.instrumentation();
		this.content = new SpanContent(contentCaptured);
		this.ancestry = new Ancestry(spec.type(), placement, (parent != null) ? parent.ancestry : null);
		this.labels = new SpanLabels(spec.type().judges(), (parent != null) ? parent.labels : null);
		this.request.operation(spec.operation());
	}

	/**
	 * {@return the kind of span; a task for a call that only hands on others' answers}
	 */
	public SpanType type() {
		return (this.type.callsModel() && !this.standing.isRequest(below())) ? SpanType.TASK : this.type;
	}

	/**
	 * {@return the kind of span, as it was declared}
	 */
	public SpanType declaredType() {
		return this.type;
	}

	/**
	 * {@return whether the span is a request to a model itself, whose tokens and cost are
	 * billed}
	 */
	public boolean billable() {
		return type().callsModel();
	}

	/**
	 * The name: of the agent, step or tool, or the display name of a model call.
	 * @return the name, empty for a model call without one
	 */
	public String name() {
		return this.naming.name();
	}

	/**
	 * {@return name of the span, {@code chat llama-3.3-70b-versatile} for example}
	 */
	public String spanName() {
		return this.naming.spanName(operation(), this.request.model(), billable());
	}

	/**
	 * {@return name under which Braintrust shows the span}
	 */
	public String displayName() {
		return (billable() && !name().isEmpty()) ? name() : spanName();
	}

	/**
	 * {@return value of {@code gen_ai.operation.name}, or the first word of the span's
	 * name}
	 */
	public String operation() {
		String operation = this.request.operation();
		return (operation != null) ? operation : this.type.operation();
	}

	/**
	 * {@return which door the span came in by, {@code aspect} for example}
	 */
	public String instrumentation() {
		return this.instrumentation;
	}

	/**
	 * {@return whether content (input, output, text of errors) is captured}
	 */
	public boolean contentCaptured() {
		return this.content.isCaptured();
	}

	/**
	 * {@return what was asked}
	 */
	public SpanRequest request() {
		return this.request;
	}

	/**
	 * {@return what came back}
	 */
	public SpanResponse response() {
		return this.response;
	}

	/**
	 * {@return metadata, tags, scores and what the span is for}
	 */
	public SpanLabels labels() {
		return this.labels;
	}

	/**
	 * {@return the attempts of a call that was repeated}
	 */
	public RetryHistory attempts() {
		return this.attempts;
	}

	/**
	 * {@return what the requests to models below this span came to}
	 */
	public CallsBelow below() {
		return this.ancestry.below();
	}

	/**
	 * {@return whether all that will be known of the span is known}
	 */
	public boolean isComplete() {
		return isEnded() && below().complete() && !this.placement.figuresAwaited() && !this.standing.isAwaited();
	}

	/**
	 * Has the span do with what is known of it, since it is about to be written.
	 * @param waited whether what runs below was waited for, and is taken to be others'
	 */
	public void waitNoLonger(boolean waited) {
		if (this.standing.decideNow(this, waited) || this.type == SpanType.AGENT) {
			below().completeNow();
		}
	}

	/**
	 * {@return where and how the span is shown}
	 */
	public RowPlacement placement() {
		return this.placement;
	}

	/**
	 * {@return how long the call took, {@code null} while it runs}
	 */
	public @Nullable Duration duration() {
		return this.timing.duration();
	}

	/**
	 * {@return what went wrong, {@code null} if the call succeeded}
	 */
	public @Nullable Throwable error() {
		return this.failure.error();
	}

	/**
	 * What the error means: its category, whether another attempt may help.
	 * @return the meaning, {@code null} if the call succeeded or has not ended
	 */
	public @Nullable ErrorClassification errorClassification() {
		return this.failure.meaning();
	}

	/**
	 * {@return whether the text of the error may be sent}
	 */
	public boolean errorTextCaptured() {
		return this.content.isCaptured() && !this.ancestry.hiddenErrorBelow();
	}

	/**
	 * {@return id of the trace, {@code null} before the span has started}
	 */
	public @Nullable String traceId() {
		return this.ids.traceId();
	}

	/**
	 * {@return id of the span, {@code null} before the span has started}
	 */
	public @Nullable String spanId() {
		return this.ids.spanId();
	}

	/**
	 * {@return how long the span takes}
	 */
	public SpanTiming timing() {
		return this.timing;
	}

	/**
	 * {@return what went wrong, if anything did}
	 */
	public SpanFailure failure() {
		return this.failure;
	}

	/**
	 * {@return whether the span has ended}
	 */
	public boolean isEnded() {
		return this.timing.duration() != null;
	}

	/**
	 * Takes the ids once the span has started.
	 * @param traceId 32 hexadecimal digits
	 * @param spanId 16 hexadecimal digits
	 */
	public void ids(String traceId, String spanId) {
		this.ids = SpanIds.of(traceId, spanId);
		this.ancestry.spanId(this.ids.spanId());
	}

	/**
	 * {@return whether content is captured, and how that went}
	 */
	public SpanContent content() {
		return this.content;
	}

	/**
	 * Takes what went wrong.
	 * @param error the error
	 */
	public void error(Throwable error) {
		this.failure.error(error);
		if (!this.content.isCaptured()) {
			this.ancestry.hideErrorAbove();
		}
	}

	/**
	 * {@return the spans above and the calls below}
	 */
	public Ancestry ancestry() {
		return this.ancestry;
	}

	/**
	 * {@return whether the span is a request to a model itself}
	 */
	public CallStanding standing() {
		return this.standing;
	}

}
