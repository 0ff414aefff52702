package dev.gai.braintrust.trace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a span takes, by a clock that nobody sets.
 */
final class SpanTiming {

	private volatile long startNanos = System.nanoTime();

	private volatile @Nullable Duration duration;

	/**
	 * Tells that the span starts now. What was prepared before it is no part of it.
	 * @param nanoTime the time on the clock of {@link System#nanoTime()}
	 */
	void startedAt(long nanoTime) {
		this.startNanos = nanoTime;
	}

	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startNanos);
	}

	void end() {
		this.duration = elapsed();
	}

	/**
	 * Ends what never began.
	 */
	void discard() {
		this.duration = Duration.ZERO;
	}

	/**
	 * Of the whole span.
	 * @return the time, {@code null} while it runs
	 */
	@Nullable Duration duration() {
		return this.duration;
	}

}
