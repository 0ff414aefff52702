package dev.gai.braintrust.export;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.export.live.AiSpans;
import dev.gai.braintrust.export.live.BraintrustParent;
import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.live.SampledTrace;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.export.row.RowContext;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.trace.record.RequestRoot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encodes spans of kept traces, appends them to the log and counts them, and lets those
 * of undecided traces wait. A span that cannot be encoded, for whatever reason, costs
 * itself only. What is encoded is in the log when it has been {@linkplain #flush
 * flushed}, which happens by itself where there is much of it. Thread-safe; what is
 * encoded is one thread's at a time.
 */
final class SpanAppender {

	private static final Log logger = LogFactory.getLog(SpanAppender.class);

	private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final UndecidedTraces undecided;

	private final SpanLog log;

	private final Runnable appended;

	private final ExportCounters counters;

	private final AtomicLong failureLoggedNanos = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);

	SpanAppender(UndecidedTraces undecided, SpanLog log, Runnable appended, ExportCounters counters) {
		this.undecided = undecided;
		this.log = log;
		this.appended = appended;
		this.counters = counters;
	}

	void append(EndedSpan span, EncodedSpans encoded) {
		if (span.trace().decision() == TraceDecision.KEPT) {
			appendKept(span, encoded);
		}
		else {
			appendAll(this.undecided.ended(span), encoded);
		}
	}

	/**
	 * Decides about a trace that has ended, and appends its spans if it is kept.
	 * @param trace the trace
	 * @param encoded the frames of this thread
	 */
	void finish(SampledTrace trace, EncodedSpans encoded) {
		appendAll(this.undecided.finish(trace), encoded);
	}

	/**
	 * Appends the spans of traces that were waiting for no more than the time.
	 * @param encoded the frames of this thread
	 * @return whether there were any
	 */
	boolean appendDue(EncodedSpans encoded) {
		return appendAll(this.undecided.due(), encoded);
	}

	/**
	 * Decides about all traces and appends those that are kept.
	 * @param encoded the frames of this thread
	 * @return whether there were any
	 */
	boolean close(EncodedSpans encoded) {
		return appendAll(this.undecided.close(), encoded);
	}

	private boolean appendAll(List<EndedSpan> spans, EncodedSpans encoded) {
		for (int i = 0; i < spans.size(); i++) {
			appendKept(spans.get(i), encoded);
		}
		return !spans.isEmpty();
	}

	private void appendKept(EndedSpan span, EncodedSpans encoded) {
		Frame frame = encode(span, encoded.encoder());
		if (frame != null) {
			encoded.add(frame, span.local());
			if (encoded.isFull()) {
				flush(encoded);
			}
		}
	}

	/**
	 * Appends to the log what has been encoded.
	 * @param encoded the frames of this thread
	 */
	void flush(EncodedSpans encoded) {
		if (encoded.isEmpty()) {
			return;
		}
		try {
			this.log.append(encoded.frames());
			this.appended.run();
		}
		catch (Throwable ex) {
			// The log counts what it takes; here only the thread is kept alive.
			warn("Spans could not be logged", ex);
		}
		finally {
			encoded.logged();
		}
	}

	private @Nullable Frame encode(EndedSpan span, SpanEncoder encoder) {
		try {
			LocalSpan local = span.local();
			Frame frame = encoder.encode(span.span(), span.record(), around(span, local));
			if (frame == null) {
				this.counters.filtered();
				leaveOut(local);
			}
			return frame;
		}
		catch (Throwable ex) {
			this.counters.droppedBeforeLog(DropReason.ENCODING_FAILED);
			leaveOut(span.local());
			warn("A span could not be encoded and is dropped", ex);
			return null;
		}
	}

	private static RowContext around(EndedSpan span, @Nullable LocalSpan local) {
		if (local == null) {
			return RowContext.ALONE;
		}
		BraintrustParent parent = local.braintrustParent();
		RequestRoot root = local.isRequestRoot() ? local.requestRoot() : null;
		boolean isRequest = root != null && !AiSpans.isAi(span.span().getAttributes());
		return new RowContext(local.sentParent(), (parent != null) ? parent.object() : null, local.isContentShown(),
				local.isErrorTextShown(), isRequest ? root : null);
	}

	private static void leaveOut(@Nullable LocalSpan local) {
		if (local != null) {
			local.leaveOut();
		}
	}

	private void warn(String what, Throwable ex) {
		long now = System.nanoTime();
		long last = this.failureLoggedNanos.get();
		if (now - last >= LOG_INTERVAL_NANOS && this.failureLoggedNanos.compareAndSet(last, now)) {
			// Not the message of the exception: it may quote content.
			logger.warn(what + ": " + ex.getClass().getName());
		}
	}

}
