package dev.gai.braintrust.export;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.RemoteParent;
import dev.gai.braintrust.export.live.SpanNode;
import dev.gai.braintrust.export.row.RowContext;
import dev.gai.braintrust.export.row.SpanEncoder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a span, appends it to the log and counts it. A span that cannot be encoded, for
 * whatever reason, costs itself only. Thread-safe; an encoder is used by one thread at a
 * time.
 */
final class SpanAppender {

	private static final Log logger = LogFactory.getLog(SpanAppender.class);

	private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final SpanLog log;

	private final Runnable appended;

	private final ExportCounters counters;

	private final AtomicLong failureLoggedNanos = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);

	SpanAppender(SpanLog log, Runnable appended, ExportCounters counters) {
		this.log = log;
		this.appended = appended;
		this.counters = counters;
	}

	void append(EndedSpan span, SpanEncoder encoder) {
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
			SpanNode node = span.node();
			byte[] frame = encoder.encode(span.span(), span.record(), around(node));
			if (frame == null) {
				this.counters.filtered();
				leaveOut(node);
			}
			else if (node != null) {
				node.written();
			}
			return frame;
		}
		catch (Throwable ex) {
			this.counters.droppedBeforeLog(DropReason.ENCODING_FAILED);
			leaveOut(span.node());
			warn("A span could not be encoded and is dropped", ex);
			return null;
		}
	}

	private static RowContext around(@Nullable SpanNode node) {
		if (node == null) {
			return RowContext.ALONE;
		}
		RemoteParent remote = node.remoteParent();
		return new RowContext(node.sentParent(), (remote != null) ? remote.braintrustParent() : null,
				node.isContentShown(), node.isErrorTextShown());
	}

	private static void leaveOut(@Nullable SpanNode node) {
		if (node != null) {
			node.leaveOut();
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
