package dev.gai.braintrust.retry;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What time and chance are to attempts; a test brings its own.
 *
 * @param clock when attempts begin and end
 * @param nanos how much time has passed, by a clock that nobody sets
 * @param later runs work after a while, on another thread
 * @param random numbers from 0 to 1
 */
record RetryTime(Clock clock, LongSupplier nanos, BiConsumer<Duration, Runnable> later, DoubleSupplier random) {

	static final RetryTime REAL = new RetryTime(Clock.systemUTC(), System::nanoTime, RetryTime::runLater,
			() -> ThreadLocalRandom.current().nextDouble());

	private static void runLater(Duration wait, Runnable work) {
		CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS).execute(work);
	}

}
