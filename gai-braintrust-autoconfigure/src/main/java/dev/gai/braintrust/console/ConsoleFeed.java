package dev.gai.braintrust.console;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What one open page is still to be told. It remembers a position and no rows: a slow
 * page gets more at once, or less where rows have gone meanwhile. Used by one thread at a
 * time; closed by any.
 */
final class ConsoleFeed implements AutoCloseable {

	static final long INTERVAL_MILLIS = 250;

	/** Short, since a page that is gone is noticed only by writing to it. */
	private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final ConsoleData data;

	private final Runnable onClose;

	private final BooleanSupplier consoleClosed;

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile @Nullable RingPosition position;

	private volatile long toldNanos;

	private volatile boolean greeted;

	private volatile long toldRunning;

	ConsoleFeed(ConsoleData data, @Nullable RingPosition since, Runnable onClose, BooleanSupplier consoleClosed) {
		this.data = data;
		this.position = since;
		this.onClose = onClose;
		this.consoleClosed = consoleClosed;
	}

	/**
	 * What is to be told now.
	 * @return an event, {@code null} if there is nothing to tell
	 */
	@Nullable Event next() {
		RingChanges changes = this.data.changes(this.position);
		long running = this.data.runningVersion();
		boolean news = changes.reset() || !changes.rows().isEmpty() || running != this.toldRunning;
		long now = System.nanoTime();
		if (!news && this.greeted && now - this.toldNanos < HEARTBEAT_NANOS) {
			return null;
		}
		this.greeted = true;
		this.toldNanos = now;
		this.position = changes.position();
		this.toldRunning = running;
		return new Event(changes.position().toString(), news ? this.data.json(changes) : null);
	}

	boolean isOver() {
		return this.closed.get() || this.consoleClosed.getAsBoolean();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.onClose.run();
		}
	}

	/**
	 * A server-sent event.
	 *
	 * @param id the position after it
	 * @param data its data in one line, {@code null} for a sign of life
	 */
	record Event(String id, @Nullable String data) {

		String text() {
			return (this.data != null) ? "id:" + this.id + "\nevent:rows\ndata:" + this.data + "\n\n" : ":\n\n";
		}

	}

}
