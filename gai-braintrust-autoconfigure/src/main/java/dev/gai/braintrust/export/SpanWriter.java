package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.SpanLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans from the queue, encodes them and appends them to the log. One thread. A
 * span that cannot be encoded, for whatever reason, costs itself only.
 */
final class SpanWriter {

	private static final Log logger = LogFactory.getLog(SpanWriter.class);

	private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final SpanQueue queue;

	private final SpanEncoder encoder;

	private final SpanLog log;

	private final Runnable appended;

	private final ExportCounters counters;

	private final Thread thread = new Thread(this::run, "gai-braintrust-writer");

	private volatile boolean stopping;

	private long failureLoggedNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

	SpanWriter(SpanQueue queue, SpanEncoder encoder, SpanLog log, Runnable appended, ExportCounters counters) {
		this.queue = queue;
		this.encoder = encoder;
		this.log = log;
		this.appended = appended;
		this.counters = counters;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Waits until all spans that were taken have been written.
	 * @param timeout how long to wait
	 * @return whether the queue is empty
	 */
	boolean drain(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!this.queue.isEmpty() && System.nanoTime() < deadline && this.thread.isAlive()) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
		return this.queue.isEmpty();
	}

	/**
	 * Ends the thread. What is still in the queue is given up.
	 */
	void stop() {
		this.stopping = true;
		LockSupport.unpark(this.thread);
		for (EndedSpan span = this.queue.poll(); span != null; span = this.queue.poll()) {
			this.counters.droppedBeforeLog(DropReason.SHUTDOWN);
			this.queue.release(span);
		}
	}

	private void run() {
		int looksInVain = 0;
		while (!this.stopping) {
			try {
				EndedSpan span = this.queue.poll();
				if (span != null) {
					looksInVain = 0;
					write(span);
				}
				else {
					this.queue.await(looksInVain++);
				}
			}
			catch (Throwable ex) {
				// Not even the failure could be logged. The thread must go on.
			}
		}
	}

	private void write(EndedSpan span) {
		try {
			byte[] frame = encode(span);
			if (frame != null) {
				this.log.append(frame);
				this.appended.run();
			}
		}
		catch (Throwable ex) {
			// The log counts what it takes; here only the thread is kept alive.
			warn("A span could not be logged", ex);
		}
		finally {
			this.queue.release(span);
		}
	}

	private byte @Nullable [] encode(EndedSpan span) {
		try {
			byte[] frame = this.encoder.encode(span);
			SpanNode node = span.node();
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

	private static void leaveOut(@Nullable SpanNode node) {
		if (node != null) {
			node.leaveOut();
		}
	}

	private void warn(String what, Throwable ex) {
		long now = System.nanoTime();
		if (now - this.failureLoggedNanos >= LOG_INTERVAL_NANOS) {
			this.failureLoggedNanos = now;
			// Not the message of the exception: it may quote content.
			logger.warn(what + ": " + ex.getClass().getName());
		}
	}

}
