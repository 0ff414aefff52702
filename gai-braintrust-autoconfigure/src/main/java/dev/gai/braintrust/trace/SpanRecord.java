package dev.gai.braintrust.trace;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * What happened in one span: what was asked, what came back, how it ended. It travels
 * beside the OpenTelemetry span, not as attributes of it, so that no other exporter sees
 * content and no limit of attributes cuts it. Written through {@link GenAiSpan}, read
 * when the span has ended; thread-safe.
 *
 * @since 0.1.0
 */
public final class SpanRecord {

	private final SpanType type;

	private final String instrumentation;

	private final boolean contentCaptured;

	/** Only while the span runs: a sent span must not keep its ancestors in memory. */
	private volatile @Nullable SpanRecord parent;

	private final long startNanos = System.nanoTime();

	private final SpanRequest request = new SpanRequest();

	private final SpanResponse response = new SpanResponse();

	private final SpanLabels labels = new SpanLabels();

	private final AtomicLong contentBytes = new AtomicLong();

	private final AtomicInteger steps = new AtomicInteger();

	private final AtomicInteger modelCalls = new AtomicInteger();

	private final Set<String> notCaptured = new LinkedHashSet<>();

	private final String name;

	private volatile @Nullable Throwable error;

	private volatile boolean hiddenErrorBelow;

	private volatile boolean cancelled;

	private volatile boolean ended;

	private volatile @Nullable String traceId;

	private volatile @Nullable String spanId;

	SpanRecord(SpanSpec spec, boolean contentCaptured, @Nullable SpanRecord parent) {
		this.type = spec.type();
		// Names often come from data, which does not know of nullness.
		this.name = Objects.requireNonNullElse(spec.name(), "");
		this.instrumentation = spec.instrumentation();
		this.contentCaptured = contentCaptured;
		this.parent = parent;
		this.request.operation(spec.operation());
	}

	/**
	 * The kind of span.
	 * @return the type
	 */
	public SpanType type() {
		return this.type;
	}

	/**
	 * The name: of the agent, step or tool, or the display name of a model call.
	 * @return the name, empty for a model call without one
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Name of the span, {@code chat llama-3.3-70b-versatile} for example.
	 * @return the name
	 */
	public String spanName() {
		if (this.type.callsModel()) {
			String model = this.request.model();
			return (model != null) ? operation() + " " + model : operation();
		}
		return (this.type.operation() + " " + this.name).trim();
	}

	/**
	 * Name under which Braintrust shows the span: what the application calls the call of
	 * a model, and else the name of the span.
	 * @return the display name
	 */
	public String displayName() {
		return (this.type.callsModel() && !this.name.isEmpty()) ? this.name : spanName();
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
	 * Which door the span came in by: {@code aspect}, {@code spring-ai} or
	 * {@code manual}.
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
		return this.contentCaptured;
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
	 * Metadata, tags and scores.
	 * @return the labels
	 */
	public SpanLabels labels() {
		return this.labels;
	}

	/**
	 * About how much memory the captured content holds.
	 * @return bytes
	 */
	public long contentBytes() {
		return this.contentBytes.get();
	}

	/**
	 * Steps that ran below this span, or calls of models where there were no steps.
	 * @return the number
	 */
	public int stepsExecuted() {
		int counted = this.steps.get();
		return (counted > 0) ? counted : this.modelCalls.get();
	}

	/**
	 * What went wrong.
	 * @return the error, {@code null} if the call succeeded
	 */
	public @Nullable Throwable error() {
		return this.error;
	}

	/**
	 * Whether the text of the error may be sent. It may not when content is not captured
	 * here, nor when a span below that does not capture content has failed: the error may
	 * be the same one, or quote it.
	 * @return whether the message of the error is kept
	 */
	public boolean errorTextCaptured() {
		return this.contentCaptured && !this.hiddenErrorBelow;
	}

	/**
	 * Whether the one who asked went away before the end.
	 * @return whether the call was cancelled
	 */
	public boolean cancelled() {
		return this.cancelled;
	}

	/**
	 * What could not be captured, as {@code field: ExceptionType}.
	 * @return a copy
	 */
	public Set<String> notCaptured() {
		synchronized (this.notCaptured) {
			return new LinkedHashSet<>(this.notCaptured);
		}
	}

	/**
	 * Id of the trace.
	 * @return 32 hexadecimal digits, {@code null} before the span has started
	 */
	public @Nullable String traceId() {
		return this.traceId;
	}

	/**
	 * Id of the span.
	 * @return 16 hexadecimal digits, {@code null} before the span has started
	 */
	public @Nullable String spanId() {
		return this.spanId;
	}

	boolean isEnded() {
		return this.ended;
	}

	void ids(String traceId, String spanId) {
		// Without a tracer behind it, a span has empty ids.
		this.traceId = traceId.isEmpty() ? null : traceId;
		this.spanId = spanId.isEmpty() ? null : spanId;
	}

	void addContentBytes(long bytes) {
		this.contentBytes.addAndGet(bytes);
	}

	void notCaptured(String field, String reason) {
		synchronized (this.notCaptured) {
			this.notCaptured.add(field + ": " + reason);
		}
	}

	void firstChunk() {
		this.response.timeToFirstChunk(Duration.ofNanos(System.nanoTime() - this.startNanos));
	}

	void error(Throwable error) {
		this.error = error;
		if (!this.contentCaptured) {
			for (SpanRecord ancestor = this.parent; ancestor != null; ancestor = ancestor.parent) {
				ancestor.hiddenErrorBelow = true;
			}
		}
	}

	void cancelled(boolean cancelled) {
		this.cancelled = cancelled;
	}

	/**
	 * Counts this span at the agent that it works for.
	 */
	void countAtAgent() {
		for (SpanRecord ancestor = this.parent; ancestor != null; ancestor = ancestor.parent) {
			if (ancestor.type == SpanType.AGENT) {
				if (this.type == SpanType.STEP) {
					ancestor.steps.incrementAndGet();
				}
				else if (this.type.callsModel()) {
					ancestor.modelCalls.incrementAndGet();
				}
				return;
			}
		}
	}

	/**
	 * Ends the record: nothing more is written on it.
	 */
	void end() {
		this.ended = true;
		this.parent = null;
	}

}
