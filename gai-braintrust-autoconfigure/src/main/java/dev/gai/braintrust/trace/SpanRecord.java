package dev.gai.braintrust.trace;

import java.time.Duration;
import java.util.Set;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one span. It travels beside the OpenTelemetry span, so that no other
 * exporter sees it. Written through {@link GenAiSpan}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanRecord {

	private final SpanType type;

	private final String instrumentation;

	private final SpanContent content;

	private final SpanPlace place;

	private final SpanLineage lineage;

	private final SpanTiming timing = new SpanTiming();

	private final SpanRequest request = new SpanRequest();

	private final SpanResponse response = new SpanResponse();

	private final SpanLabels labels;

	private final SpanAttempts attempts = new SpanAttempts();

	private final SpanNaming naming;

	private final SpanFailure failure = new SpanFailure();

	private final CallStanding standing = new CallStanding();

	private volatile SpanIds ids = SpanIds.NONE;

	SpanRecord(SpanSpec spec, boolean contentCaptured, @Nullable SpanRecord parent, SpanPlace place) {
		this.place = place;
		this.type = spec.type();
		this.naming = new SpanNaming(spec);
		this.instrumentation = spec.instrumentation();
		this.content = new SpanContent(contentCaptured);
		this.lineage = new SpanLineage(spec.type(), place, (parent != null) ? parent.lineage : null);
		this.labels = new SpanLabels(spec.type().judges(), (parent != null) ? parent.labels : null);
		this.request.operation(spec.operation());
	}

	/**
	 * The kind of span.
	 * @return the type; a task for a call of a model that only hands on others' answers
	 */
	public SpanType type() {
		return (this.type.callsModel() && !this.standing.isRequest(below())) ? SpanType.TASK : this.type;
	}

	SpanType declaredType() {
		return this.type;
	}

	/**
	 * Whether the span is a request to a model itself, whose tokens and cost are billed.
	 * @return whether its figures count
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
	 * Name of the span, {@code chat llama-3.3-70b-versatile} for example.
	 * @return the name
	 */
	public String spanName() {
		return this.naming.spanName(operation(), this.request.model(), billable());
	}

	/**
	 * Name under which Braintrust shows the span.
	 * @return what the application calls a call of a model, else the name of the span
	 */
	public String displayName() {
		return (billable() && !name().isEmpty()) ? name() : spanName();
	}

	/**
	 * Value of {@code gen_ai.operation.name}, or the first word of the span's name.
	 * @return the operation
	 */
	public String operation() {
		String operation = this.request.operation();
		return (operation != null) ? operation : this.type.operation();
	}

	/**
	 * Which door the span came in by, {@code aspect} for example.
	 * @return the name of the instrumentation
	 */
	public String instrumentation() {
		return this.instrumentation;
	}

	/**
	 * Whether content (input, output, text of errors) is captured.
	 * @return whether content may be kept
	 */
	public boolean contentCaptured() {
		return this.content.isCaptured();
	}

	/**
	 * What was asked.
	 * @return the request
	 */
	public SpanRequest request() {
		return this.request;
	}

	/**
	 * What came back.
	 * @return the response
	 */
	public SpanResponse response() {
		return this.response;
	}

	/**
	 * Metadata, tags, scores and what the span is for.
	 * @return the labels
	 */
	public SpanLabels labels() {
		return this.labels;
	}

	/**
	 * The attempts of a call that was repeated.
	 * @return the attempts
	 */
	public SpanAttempts attempts() {
		return this.attempts;
	}

	/**
	 * What the requests to models below this span came to.
	 * @return the sums so far
	 */
	public CallsBelow below() {
		return this.lineage.below();
	}

	/**
	 * Whether all that will be known of the span is known.
	 * @return whether it has ended, and so have the calls of models below it
	 */
	public boolean isSettled() {
		return isEnded() && below().complete() && !this.place.figuresAwaited() && !this.standing.isAwaited();
	}

	/**
	 * Has the span do with what is known of it, since it is about to be written.
	 * @param waited whether what runs below was waited for, and is taken to be others'
	 */
	public void waitNoLonger(boolean waited) {
		if (this.standing.decideNow(this, waited)) {
			below().completeNow();
		}
	}

	/**
	 * Where and how the span is shown.
	 * @return the place
	 */
	public SpanPlace place() {
		return this.place;
	}

	/**
	 * How long the call took.
	 * @return the time, {@code null} while it runs
	 */
	public @Nullable Duration duration() {
		return this.timing.duration();
	}

	/**
	 * About how much memory the captured content holds.
	 * @return bytes
	 */
	public long contentBytes() {
		return this.content.bytes();
	}

	/**
	 * What went wrong.
	 * @return the error, {@code null} if the call succeeded
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
	 * Whether the text of the error may be sent.
	 * @return whether content is captured here and wherever the error may come from
	 */
	public boolean errorTextCaptured() {
		return this.content.isCaptured() && !this.lineage.hiddenErrorBelow();
	}

	/**
	 * Whether the one who asked went away.
	 * @return whether the call was cancelled
	 */
	public boolean cancelled() {
		return this.failure.cancelled();
	}

	/**
	 * What could not be captured, as {@code field: ExceptionType}.
	 * @return a copy
	 */
	public Set<String> notCaptured() {
		return this.content.notCaptured();
	}

	/**
	 * Id of the trace.
	 * @return 32 hexadecimal digits, {@code null} before the span has started
	 */
	public @Nullable String traceId() {
		return this.ids.traceId();
	}

	/**
	 * Id of the span.
	 * @return 16 hexadecimal digits, {@code null} before the span has started
	 */
	public @Nullable String spanId() {
		return this.ids.spanId();
	}

	SpanTiming timing() {
		return this.timing;
	}

	SpanFailure failure() {
		return this.failure;
	}

	boolean isEnded() {
		return this.timing.duration() != null;
	}

	void ids(String traceId, String spanId) {
		this.ids = SpanIds.of(traceId, spanId);
	}

	SpanContent content() {
		return this.content;
	}

	void error(Throwable error) {
		this.failure.error(error);
		if (!this.content.isCaptured()) {
			this.lineage.hideErrorAbove();
		}
	}

	SpanLineage lineage() {
		return this.lineage;
	}

	CallStanding standing() {
		return this.standing;
	}

}
