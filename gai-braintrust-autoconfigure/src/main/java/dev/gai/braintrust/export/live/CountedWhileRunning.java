package dev.gai.braintrust.export.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Something that runs until it is told that it has ended, and is one of a number of those
 * that run. Thread-safe.
 */
abstract class CountedWhileRunning {

	/** One object less for each of them than an {@code AtomicReference}. */
	private static final AtomicReferenceFieldUpdater<CountedWhileRunning, AtomicInteger> COUNT = AtomicReferenceFieldUpdater
		.newUpdater(CountedWhileRunning.class, AtomicInteger.class, "count");

	/** Of what is not one of a number yet. */
	private static final AtomicInteger NONE = new AtomicInteger();

	/** Of what has ended. */
	private static final AtomicInteger ENDED = new AtomicInteger();

	/** The number of which this is one. */
	private volatile AtomicInteger count = NONE;

	/**
	 * Counts this, unless it has ended, in one number and no longer in another.
	 * @param number how many run
	 */
	final void countIn(AtomicInteger number) {
		AtomicInteger before = this.count;
		number.incrementAndGet();
		if (before == ENDED || !COUNT.compareAndSet(this, before, number)) {
			number.decrementAndGet();
		}
		else if (before != NONE) {
			before.decrementAndGet();
		}
	}

	/**
	 * Tells that this has ended. Asked of thousands that have long ended, whose memory no
	 * cache holds: only one that runs is written to.
	 * @return whether it has been running
	 */
	final boolean stopRunning() {
		AtomicInteger number = (this.count != ENDED) ? COUNT.getAndSet(this, ENDED) : ENDED;
		if (number == ENDED) {
			return false;
		}
		if (number != NONE) {
			number.decrementAndGet();
		}
		return true;
	}

	final boolean isRunning() {
		return this.count != ENDED;
	}

}
