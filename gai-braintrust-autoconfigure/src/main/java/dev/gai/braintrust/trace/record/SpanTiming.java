package dev.gai.braintrust.trace.record;

import java.time.Duration;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * How long a span takes, by a clock that nobody sets.
 */
@Internal
public final class SpanTiming {

	private volatile long startNanos = System.nanoTime();

	private volatile @Nullable Duration duration;

	private volatile @Nullable Duration timeToFirstChunk;

	private boolean closed;

	/**
	 * {@return the time since the start}
	 */
	public Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startNanos);
	}

	/**
	 * Begins only now.
	 */
	public void restart() {
		this.startNanos = System.nanoTime();
	}

	/**
	 * Fixes what the end is found out by: what is still said of it comes too late.
	 */
	public synchronized void close() {
		this.closed = true;
	}

	/**
	 * Writes what the end will be found out by, unless that has begun.
	 * @param writing writes it, and does nothing else
	 */
	public synchronized void unlessClosed(Runnable writing) {
		if (!this.closed) {
			writing.run();
		}
	}

	/** Ends now. */
	public void end() {
		this.duration = elapsed();
	}

	/**
	 * Ends what never began.
	 */
	public void discard() {
		this.duration = Duration.ZERO;
	}

	/**
	 * Of the whole span.
	 * @return the time, {@code null} while it runs
	 */
	@Nullable Duration duration() {
		return this.duration;
	}

	/**
	 * Notes that the first element with content is here, unless one was before.
	 */
	public void firstChunk() {
		if (this.timeToFirstChunk == null) {
			firstChunkAt(System.nanoTime());
		}
	}

	/**
	 * Notes when the first element with content came.
	 * @param nanoTime of {@link System#nanoTime()}
	 */
	public void firstChunkAt(long nanoTime) {
		this.timeToFirstChunk = Duration.ofNanos(Math.max(0, nanoTime - this.startNanos));
	}

	/**
	 * Time from the start of the call to the first element of a stream that bears
	 * content.
	 * @return the time, if the result was a stream that had such an element
	 */
	public @Nullable Duration timeToFirstChunk() {
		return this.timeToFirstChunk;
	}

}
