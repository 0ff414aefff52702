package dev.gai.braintrust.export;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encodes spans of kept traces, appends them to the log and counts them, and lets those
 * of undecided traces wait. A span that cannot be encoded, for whatever reason, costs
 * itself only. Thread-safe; an encoder is used by one thread at a time.
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

	void append(EndedSpan span, SpanEncoder encoder) {
		if (span.trace().decision() == TraceDecision.KEPT) {
			appendKept(span, encoder);
		}
		else {
			appendAll(this.undecided.ended(span), encoder);
		}
	}

	/**
	 * Decides about a trace that has ended, and appends its spans if it is kept.
	 * @param trace the trace
	 * @param encoder encodes them
	 */
	void finish(SampledTrace trace, SpanEncoder encoder) {
		appendAll(this.undecided.finish(trace), encoder);
	}

	/**
	 * Appends the spans of traces that were waiting for no more than the time.
	 * @param encoder encodes them
	 */
	void appendDue(SpanEncoder encoder) {
		appendAll(this.undecided.due(), encoder);
	}

	/**
	 * Decides about all traces and appends those that are kept.
	 * @param encoder encodes them
	 */
	void close(SpanEncoder encoder) {
		appendAll(this.undecided.close(), encoder);
	}

	private void appendAll(List<EndedSpan> spans, SpanEncoder encoder) {
		if (spans.isEmpty()) {
			// As nearly always, and asked before each span.
			return;
		}
		for (EndedSpan span : spans) {
			appendKept(span, encoder);
		}
	}

	private void appendKept(EndedSpan span, SpanEncoder encoder) {
		try {
			byte[] frame = encode(span, encoder);
			if (frame != null) {
				this.log.append(frame);
				this.appended.run();
			}
		}
		catch (Throwable ex) {
			// The log counts what it takes; here only the thread is kept alive.
			warn("A span could not be logged", ex);
		}
	}

	private byte @Nullable [] encode(EndedSpan span, SpanEncoder encoder) {
		try {
			LocalSpan local = span.local();
			byte[] frame = encoder.encode(span.span(), span.record(), around(span, local));
			if (frame == null) {
				this.counters.filtered();
				leaveOut(local);
			}
			else if (local != null) {
				local.written();
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
		boolean isRequest = local.isRequestRoot() && !AiSpans.isAi(span.span().getAttributes());
		return new RowContext(local.sentParent(), (parent != null) ? parent.object() : null, local.isContentShown(),
				local.isErrorTextShown(), isRequest ? local.requestRoot() : null);
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
