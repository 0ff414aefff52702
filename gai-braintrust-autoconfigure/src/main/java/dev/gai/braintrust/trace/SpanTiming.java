package dev.gai.braintrust.trace;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a span takes, by a clock that nobody sets.
 */
final class SpanTiming {

	private volatile long startNanos = System.nanoTime();

	private volatile @Nullable Duration duration;

	Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startNanos);
	}

	/**
	 * Begins only now.
	 */
	void restart() {
		this.startNanos = System.nanoTime();
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
