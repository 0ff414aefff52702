package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;

/**
 * Takes spans from the queue and has them appended to the log. One thread, which nothing
 * ends but {@link #stop()}.
 */
final class SpanWriter {

	private final SpanQueue queue;

	private final SpanEncoder encoder;

	private final UndecidedTraces undecided;

	private final SampledAppender appender;

	private final ExportCounters counters;

	private final Thread thread = new Thread(this::run, "gai-braintrust-writer");

	private volatile boolean finishing;

	private volatile boolean stopping;

	SpanWriter(SpanQueue queue, SpanEncoder encoder, UndecidedTraces undecided, SampledAppender appender,
			ExportCounters counters) {
		this.queue = queue;
		this.encoder = encoder;
		this.undecided = undecided;
		this.appender = appender;
		this.counters = counters;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Waits until all spans that were taken have been written, but for those that wait
	 * for the end of their trace.
	 * @param timeout how long to wait
	 * @return whether all have been written
	 */
	boolean drain(Duration timeout) {
		return await(timeout, () -> this.queue.isEmpty() && !this.undecided.isAnyDueSoon());
	}

	/**
	 * Decides about all traces as they are, and waits until all spans have been written.
	 * @param timeout how long to wait
	 * @return whether all have been written
	 */
	boolean finish(Duration timeout) {
		this.finishing = true;
		this.queue.wake();
		return await(timeout, () -> this.queue.isEmpty() && this.undecided.isEmpty());
	}

	private boolean await(Duration timeout, BooleanSupplier done) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!done.getAsBoolean() && System.nanoTime() < deadline && this.thread.isAlive()) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
		return done.getAsBoolean();
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
			this.appender.append(span, this.encoder);
		}
		finally {
			this.queue.release(span);
		}
	}

}
