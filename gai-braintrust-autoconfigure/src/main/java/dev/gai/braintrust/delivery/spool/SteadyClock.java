package dev.gai.braintrust.delivery.spool;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that never jump: the wall clock is looked at once. Only what an
 * earlier process has written is as old as the wall clock says.
 */
final class SteadyClock implements LongSupplier {

	private final long startMillis = System.currentTimeMillis();

	private final long startNanos = System.nanoTime();

	@Override
	public long getAsLong() {
		return this.startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.startNanos);
	}

}
