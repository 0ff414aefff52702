package dev.gai.braintrust.response.usage;

import java.util.concurrent.TimeUnit;

/**
 * How much of an answer may still be read. It is read on the thread of the caller, and
 * may be an object of the application that refers to itself, or that makes its elements
 * when it is asked for them. Used by one thread.
 */
final class ReadingBudget {

	/** More than the chunks of the longest stream with all that is in them. */
	private static final int MAX_ELEMENTS = 100_000;

	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

	private int taken;

	private long deadline;

	/**
	 * Takes an element.
	 * @return whether it may be read
	 */
	boolean take() {
		this.taken++;
		if ((this.taken & 15) == 1) {
			long now = System.nanoTime();
			if (this.taken == 1) {
				this.deadline = now + MAX_NANOS;
			}
			else if (now - this.deadline > 0) {
				this.taken = MAX_ELEMENTS + 1;
			}
		}
		return this.taken <= MAX_ELEMENTS;
	}

}
