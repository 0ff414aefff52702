package dev.gai.braintrust.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * A sum over the last five minutes, in steps of ten seconds. Never waits; a count that
 * races with the change of a step may be lost from it, which is why nothing but
 * "recently" is made of it.
 */
final class RecentCount {

	private static final int STEPS = 31;

	private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final AtomicLongArray counts = new AtomicLongArray(STEPS);

	private final AtomicLongArray steps = new AtomicLongArray(STEPS);

	private final LongSupplier nanoTime;

	private final long origin;

	RecentCount() {
		this(System::nanoTime);
	}

	RecentCount(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.origin = nanoTime.getAsLong();
	}

	void add(long count) {
		long step = step();
		int slot = (int) (step % STEPS);
		long previous = this.steps.getAndSet(slot, step);
		if (previous != step) {
			this.counts.set(slot, 0);
		}
		this.counts.addAndGet(slot, count);
	}

	long sum() {
		long now = step();
		long sum = 0;
		for (int slot = 0; slot < STEPS; slot++) {
			if (now - this.steps.get(slot) < STEPS) {
				sum += this.counts.get(slot);
			}
		}
		return sum;
	}

	private long step() {
		return STEPS + (this.nanoTime.getAsLong() - this.origin) / STEP_NANOS;
	}

}
