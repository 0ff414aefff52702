package dev.gai.braintrust.eval.pace;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Starts cases no faster than a provider's rate limit allows: evenly, since many limits
 * count by the second. Thread-safe.
 *
 * @since 0.1.0
 */
public final class EvalPace {

	/** The system property that sets it. */
	static final String PROPERTY = "gai.eval.cases-per-minute";

	private final long gap;

	private final LongSupplier clock;

	private long next;

	/**
	 * Creates a pace.
	 * @param gap from the start of a case to that of the next, in nanoseconds
	 * @param clock the time in nanoseconds, from any start
	 */
	EvalPace(long gap, LongSupplier clock) {
		this.gap = gap;
		this.clock = clock;
		this.next = clock.getAsLong();
	}

	/**
	 * What the system property {@code gai.eval.cases-per-minute} says.
	 * @return the pace, without an end unless it is set
	 * @throws IllegalArgumentException if it is no number, or below 1
	 */
	public static EvalPace get() {
		return new EvalPace(gap(System.getProperty(PROPERTY)), System::nanoTime);
	}

	private static long gap(@Nullable String text) {
		if (text == null || text.isBlank()) {
			return 0;
		}
		try {
			int number = Integer.parseInt(text.strip());
			if (number >= 1) {
				return TimeUnit.MINUTES.toNanos(1) / number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new IllegalArgumentException(PROPERTY + " = " + text + ": write a number, 1 or more");
	}

	/**
	 * Waits until a case may start.
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	public void await() throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(take());
	}

	/**
	 * Takes the next start.
	 * @return how long it is until then, in nanoseconds
	 */
	synchronized long take() {
		long now = this.clock.getAsLong();
		long wait = Math.max(0, this.next - now);
		this.next = now + wait + this.gap;
		return wait;
	}

}
