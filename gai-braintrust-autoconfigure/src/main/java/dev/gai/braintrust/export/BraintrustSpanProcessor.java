package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.FrameSender;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.export.live.BraintrustParent;
import dev.gai.braintrust.export.live.LiveTraces;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.export.live.TraceTarget;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes the spans of the application's tracer provider on their way to Braintrust. On the
 * thread that starts or ends a span it only remembers and enqueues it; threads of this
 * library do the rest.
 * <p>
 * It is deliberately neither a {@code BatchSpanProcessor} nor does it use a
 * {@code SpanExporter} bean: each of these would silence what Boot configures.
 *
 * @since 0.1.0
 */
@PublicApi
public final class BraintrustSpanProcessor implements SpanProcessor {

	private static final Log logger = LogFactory.getLog(BraintrustSpanProcessor.class);

	private final ExportSettings settings;

	private final ExportCounters counters;

	private final SpanLog log;

	private final FrameSender sender;

	private final LiveTraces traces;

	private final SpanWatch watch;

	private final SpanWriter writer;

	private final SpanIntake intake;

	private final AtomicBoolean stopped = new AtomicBoolean();

	private volatile boolean used;

	/**
	 * Creates a processor and starts its threads.
	 * @param settings how spans are shaped and taken
	 * @param sampling which traces are kept
	 * @param masking masks content
	 * @param json writes content
	 * @param filters the application's filters
	 * @param log keeps encoded spans
	 * @param sender sends them
	 * @param counters counts what becomes of each span
	 * @param listener told of each row
	 */
	@Internal
	public BraintrustSpanProcessor(ExportSettings settings, TraceSampling sampling, ContentMasking masking,
			ContentJson json, SpanFilters filters, SpanLog log, FrameSender sender, ExportCounters counters,
			RowListener listener) {
		this.settings = settings;
		this.counters = counters;
		this.log = log;
		this.sender = sender;
		UndecidedTraces undecided = new UndecidedTraces(sampling, counters, settings.undecidedSpans(),
				settings.maxQueueBytes());
		this.traces = new LiveTraces(!settings.aiOnly(), settings.requestRoots(), undecided);
		this.watch = new SpanWatch(this.traces);
		SpanQueue queue = new SpanQueue(settings.maxQueueSpans(), settings.maxQueueBytes());
		Supplier<SpanEncoder> encoders = () -> new SpanEncoder(settings.rows(), masking, json, filters, listener);
		SpanAppender appender = new SpanAppender(undecided, log, sender::appended, counters);
		this.writer = new SpanWriter(queue, encoders, undecided, appender, counters);
		this.intake = new SpanIntake(settings.aiOnly(), this.traces, undecided, queue,
				settings.synchronous() ? new SynchronousWriter(encoders, appender) : null, counters);
		this.writer.start();
		sender.start();
	}

	/** Has the writer's thread do what the first span would wait for. */
	void prepare() {
		this.writer.prepare();
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		if (!this.used) {
			this.used = true;
		}
		try {
			SpanRecord record = SpanHandoff.record();
			this.traces.started(span, parent(parentContext, span), record);
			this.watch.started(span.getSpanContext(), record);
			TraceClock.start(span, record);
		}
		catch (Throwable ex) {
			Guard.report("The place of a span is not remembered", ex);
		}
	}

	private static @Nullable BraintrustParent parent(Context context, ReadableSpan span) {
		TraceTarget target = TraceTarget.from(context);
		return (target != null) ? BraintrustParent.of(target)
				: span.getParentSpanContext().isRemote() ? BraintrustBaggage.acceptedParent(context) : null;
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.counters.ended();
		this.watch.ended(span.getSpanContext());
		try {
			TraceClock.stop(SpanHandoff.record());
			this.intake.take(span, SpanHandoff.record());
		}
		catch (Throwable ex) {
			this.counters.droppedBeforeLog(DropReason.ENCODING_FAILED);
			Guard.report("A span was not recorded", ex);
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	/**
	 * The parent for the spans of another service that is called from a span.
	 * @param caller the calling span
	 * @return the nearest span that is sent, {@code null} if there is none, or it is not
	 * decided yet whether there will be one
	 */
	@Nullable BraintrustParent sentAbove(SpanContext caller) {
		LocalSpan local = this.traces.find(caller);
		SpanContext sent = (local != null && local.trace().decision() == TraceDecision.KEPT) ? local.nearestSent()
				: SpanContext.getInvalid();
		if (local == null || !sent.isValid()) {
			return null;
		}
		BraintrustParent parent = local.braintrustParent();
		return new BraintrustParent((parent != null) ? parent.object() : this.settings.rows().parent(), sent, true);
	}

	/**
	 * How far a span has come. Does not wait.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 * @return its stage
	 */
	@Internal
	public SpanStage stage(@Nullable String traceId, String spanId) {
		return this.traces.stage(traceId, spanId);
	}

	/**
	 * Whether feedback on a span can reach it: it is sent, or may be, and where the
	 * settings say. Does not wait.
	 * @param traceId its trace
	 * @param spanId the span
	 * @return whether a token makes sense
	 */
	@Internal
	public boolean isFeedbackPossible(String traceId, String spanId) {
		return this.traces.isFeedbackPossible(traceId, spanId);
	}

	/**
	 * Whether everything that was logged up to a time is delivered or given up.
	 * @param time milliseconds since 1970
	 * @return whether nothing as old as that waits
	 */
	@Internal
	public boolean isSettled(long time) {
		return this.log.isSettled(time);
	}

	/**
	 * Registers a listener for our spans that have ended and are sent, or may be.
	 * @param listener the listener, in addition to those registered before
	 */
	@Internal
	public void listen(FinishedSpanListener listener) {
		this.intake.listen(listener);
	}

	/**
	 * Sets the listener for the spans of this library that start and end.
	 * @param watcher the listener, in place of the one before
	 */
	@Internal
	public void watch(RunningSpanListener watcher) {
		this.watch.listener(watcher);
	}

	/**
	 * Whether any span has arrived: the tracer provider in use has this processor.
	 * @return whether a span was started
	 */
	@Internal
	public boolean isUsed() {
		return this.used;
	}

	/**
	 * Sends the spans that have ended so far, as many as the shutdown timeout allows.
	 */
	@Override
	public CompletableResultCode forceFlush() {
		CompletableResultCode result = new CompletableResultCode();
		Thread flusher = new Thread(() -> {
			boolean written = this.writer.drain(this.settings.shutdownTimeout());
			boolean sent = this.sender.flush(this.settings.shutdownTimeout());
			if (written && sent) {
				result.succeed();
			}
			else {
				result.fail();
			}
		}, "gai-braintrust-flush");
		flusher.setDaemon(true);
		flusher.start();
		return result;
	}

	/**
	 * Sends what it can within the shutdown timeout, and logs what is left.
	 */
	@Override
	public CompletableResultCode shutdown() {
		if (!this.stopped.compareAndSet(false, true)) {
			return CompletableResultCode.ofSuccess();
		}
		long deadline = System.nanoTime() + this.settings.shutdownTimeout().toNanos();
		this.writer.finish(this.settings.shutdownTimeout());
		this.sender.stop(until(deadline));
		this.intake.stop();
		this.writer.finish(until(deadline));
		this.writer.stop();
		long left = this.log.spans();
		boolean durable = this.log.isDurable();
		ExportCounters.Counts counts = this.counters.counts();
		this.log.close();
		if (this.sender.isSending()) {
			logger.info("Braintrust: " + counts.delivered() + ((counts.delivered() == 1) ? " span" : " spans")
					+ " delivered, " + left + (durable ? " kept for the next start, " : " not delivered and lost, ")
					+ counts.totalDropped() + " dropped before");
		}
		return CompletableResultCode.ofSuccess();
	}

	private static Duration until(long deadline) {
		return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
	}

	@Override
	public void close() {
		shutdown().join(this.settings.shutdownTimeout().toMillis() + TimeUnit.SECONDS.toMillis(1),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public String toString() {
		return "BraintrustSpanProcessor{parent=" + this.settings.rows().parent() + ", aiOnly=" + this.settings.aiOnly()
				+ "}";
	}

}
