package dev.gai.braintrust.guard;

import java.util.concurrent.TimeUnit;

/**
 * Milliseconds since 1970 that never jump: the wall clock is looked at once. All that
 * compares ages of one process goes by it, so that a clock that is set right, forwards or
 * backwards, neither makes anything expire nor has it wait. What an earlier process has
 * written is as old as the wall clock says. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SteadyClock {

	private static final long START_MILLIS = System.currentTimeMillis();

	private static final long START_NANOS = System.nanoTime();

	private SteadyClock() {
	}

	/**
	 * The time.
	 * @return milliseconds since 1970
	 */
	public static long millis() {
		return START_MILLIS + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - START_NANOS);
	}

}
