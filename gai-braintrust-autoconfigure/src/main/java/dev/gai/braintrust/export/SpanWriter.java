package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.guard.Guard;

/**
 * Takes spans from the queue and has them appended to the log. One thread, which nothing
 * ends but {@link #stop()}. A span that may still learn something (calls of models below
 * it are running) is held back for half a second at most.
 */
final class SpanWriter {

	private static final long MAX_HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final SpanQueue queue;

	private final UndecidedTraces undecided;

	private final SpanAppender appender;

	private final ExportCounters counters;

	private final Thread thread = new Thread(this::run, "gai-braintrust-writer");

	/** Only of the thread. */
	private final EncodedSpans encoded;

	/** Spans that wait for what is below them, the oldest first. */
	private final Deque<HeldSpan> held = new ArrayDeque<>();

	/**
	 * Spans that were taken out of the queue and have room there until they are in the
	 * log.
	 */
	private int taken;

	private long takenBytes;

	private long nextLookNanos = System.nanoTime();

	private volatile boolean finishing;

	/** Whether spans are being written that are counted nowhere else. */
	private volatile boolean deciding;

	private volatile boolean stopping;

	/** Whether the thread shall do before the first span what that will need. */
	private volatile boolean preparing;

	SpanWriter(SpanQueue queue, Supplier<SpanEncoder> encoders, UndecidedTraces undecided, SpanAppender appender,
			ExportCounters counters) {
		this.queue = queue;
		this.encoded = new EncodedSpans(encoders);
		this.undecided = undecided;
		this.appender = appender;
		this.counters = counters;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Has the thread load what looks for secrets, so that the first span need not wait.
	 */
	void prepare() {
		this.preparing = true;
		this.queue.wake();
	}

	/**
	 * Waits until all spans that were taken have been written, but for those that wait
	 * for the end of their trace.
	 * @param timeout how long to wait
	 * @return whether all have been written
	 */
	boolean drain(Duration timeout) {
		return await(timeout, () -> this.queue.isEmpty() && !this.undecided.isAnyDueSoon() && !this.deciding);
	}

	/**
	 * From now on holds no span back, decides about all traces as they are, and waits
	 * until all spans have been written.
	 * @param timeout how long to wait
	 * @return whether all have been written
	 */
	boolean finish(Duration timeout) {
		this.finishing = true;
		this.queue.wake();
		return await(timeout, () -> this.queue.isEmpty() && this.undecided.isEmpty() && !this.deciding);
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
		this.undecided.giveUpAll(DropReason.SHUTDOWN);
	}

	private void run() {
		int looksInVain = 0;
		while (!this.stopping) {
			try {
				EndedSpan span = this.queue.poll();
				boolean released = writeHeld();
				writeDecided(span == null);
				if (span != null) {
					looksInVain = 0;
					writeOrHold(span);
				}
				else if (!flush() && !released && !prepared()) {
					// While spans are held, the next look is due within a millisecond.
					boolean dueSoon = !this.held.isEmpty() || this.undecided.isAnyDueSoon();
					this.queue.await(dueSoon ? 0 : looksInVain++);
				}
			}
			catch (Throwable ex) {
				// Not even the failure could be logged. The thread must go on.
			}
		}
		this.held.forEach((span) -> write(span.span()));
		flush();
	}

	/**
	 * Prepares what is asked for.
	 * @return whether there was something
	 */
	private boolean prepared() {
		if (!this.preparing) {
			return false;
		}
		this.preparing = false;
		Guard.run("The search for secrets is not ready", () -> this.encoded.encoder().prepare());
		return true;
	}

	/**
	 * Has in the log what is encoded.
	 * @return whether there was something
	 */
	private boolean flush() {
		boolean any = this.taken > 0 || !this.encoded.isEmpty();
		this.appender.flush(this.encoded);
		release();
		return any;
	}

	private void release() {
		if (this.taken > 0) {
			this.queue.release(this.taken, this.takenBytes);
			this.taken = 0;
			this.takenBytes = 0;
		}
	}

	private void writeOrHold(EndedSpan span) {
		if (span.isComplete() || this.finishing) {
			write(span);
		}
		else {
			this.held.add(new HeldSpan(span, System.nanoTime() + MAX_HOLD_NANOS));
		}
	}

	/**
	 * Writes the held spans that have learnt everything or have waited long enough.
	 * @return whether there was one
	 */
	private boolean writeHeld() {
		if (this.held.isEmpty()) {
			return false;
		}
		long now = System.nanoTime();
		if (now - this.nextLookNanos < 0) {
			return false;
		}
		this.nextLookNanos = now + LOOK_NANOS;
		int before = this.held.size();
		this.held.removeIf((waiting) -> {
			boolean due = this.finishing || waiting.span().isComplete() || now - waiting.untilNanos() >= 0;
			if (due) {
				write(waiting.span());
			}
			return due;
		});
		return this.held.size() < before;
	}

	/**
	 * Writes the spans of traces that are decided because time has passed, or because the
	 * application ends.
	 * @param queueEmpty whether no span is on its way that could still tell something
	 */
	private void writeDecided(boolean queueEmpty) {
		if (!this.finishing && this.undecided.isEmpty() && !this.undecided.isAnyDueSoon()) {
			// As nearly always, and asked before each span.
			return;
		}
		this.deciding = true;
		try {
			boolean any = this.appender.appendDue(this.encoded);
			if (this.finishing && queueEmpty) {
				any |= this.appender.close(this.encoded);
			}
			if (any) {
				flush();
			}
		}
		finally {
			this.deciding = false;
		}
	}

	private void write(EndedSpan span) {
		span.waitNoLonger(!this.finishing);
		try {
			this.appender.append(span, this.encoded);
		}
		finally {
			this.taken++;
			this.takenBytes += span.bytes();
			if (this.encoded.isEmpty()) {
				release();
			}
		}
	}

	/**
	 * A span that is held back.
	 *
	 * @param span the span
	 * @param untilNanos how long, on the clock of {@link System#nanoTime()}
	 */
	private record HeldSpan(EndedSpan span, long untilNanos) {
	}

}
