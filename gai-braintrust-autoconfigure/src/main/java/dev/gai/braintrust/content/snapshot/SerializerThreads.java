package dev.gai.braintrust.content.snapshot;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.guard.OnceLog;
import org.jspecify.annotations.Nullable;

/**
 * Has the application's own serializers work with a deadline, on threads of their own:
 * nobody knows whether they wait for a lock or a network. The caller waits for a moment
 * at most, for a free thread and for the value together; a value that is late is not
 * captured. A type whose values were late several times in a row is not given to its
 * serializer any more. Thread-safe.
 */
final class SerializerThreads {

	static final Duration DEADLINE = Duration.ofMillis(500);

	/** Serializers that hang keep their threads; there are no more than these. */
	static final int MAX_THREADS = 16;

	/** Callers that wait for a thread; further ones do without the value. */
	private static final int MAX_WAITING = 256;

	private static final int MAX_MISSED = 3;

	private static final OnceLog log = new OnceLog(ContentSnapshots.class, 100);

	/** Shared by all: most applications never have one. */
	private static final BorrowedThreads threads = new BorrowedThreads(MAX_THREADS, MAX_WAITING,
			"gai-braintrust-serializers");

	private static final AtomicLong refused = new AtomicLong();

	private final long deadline;

	private final ClassValue<AtomicInteger> missed = new ClassValue<>() {
		@Override
		protected AtomicInteger computeValue(Class<?> type) {
			return new AtomicInteger();
		}
	};

	SerializerThreads(Duration deadline) {
		this.deadline = deadline.toNanos();
	}

	/**
	 * Does work that calls a serializer of the application.
	 * @param type of the value that it writes
	 * @param work the work
	 * @return its result
	 * @throws Exception what the work throws, or that it has taken too long
	 */
	<T extends @Nullable Object> T within(Class<?> type, Callable<T> work) throws Exception {
		AtomicInteger misses = this.missed.get(type);
		if (misses.get() >= MAX_MISSED) {
			throw new SerializerTooSlowException();
		}
		long start = System.nanoTime();
		takeThread();
		BorrowedThreads.Work<T> result = threads.submit(work);
		long begun = System.nanoTime();
		try {
			T value = result.get(start + this.deadline - begun);
			if (misses.get() > 0) {
				misses.set(0);
			}
			return value;
		}
		catch (ExecutionException ex) {
			throw rethrown(ex);
		}
		catch (TimeoutException ex) {
			result.giveUp();
			// Of a value that got its thread late nobody knows how long it would take.
			if (begun - start < this.deadline / 2 && misses.incrementAndGet() == MAX_MISSED) {
				log.warn("The serializer of " + type.getName() + " took longer than "
						+ TimeUnit.NANOSECONDS.toMillis(this.deadline) + " ms for " + MAX_MISSED
						+ " values in a row; such values are not captured until a restart");
			}
			throw new SerializerTooSlowException();
		}
		catch (InterruptedException ex) {
			result.giveUp();
			Thread.currentThread().interrupt();
			throw new SerializerTooSlowException();
		}
	}

	/**
	 * How many values were given up since no thread came free for them.
	 */
	static long refused() {
		return refused.get();
	}

	/**
	 * How many threads are free.
	 */
	static int free() {
		return threads.free();
	}

	/**
	 * About how many callers wait for a thread.
	 */
	static int waiting() {
		return threads.waiting();
	}

	private void takeThread() {
		if (threads.take(this.deadline)) {
			return;
		}
		long count = refused.incrementAndGet();
		log.warn("refused " + Long.toString(count).length(), () -> "Serializers of the application keep all "
				+ MAX_THREADS + " threads that there are for them; " + count + " values were not captured so far");
		throw new SerializersBusyException();
	}

	private static Exception rethrown(ExecutionException failure) {
		if (failure.getCause() instanceof Error error) {
			throw error;
		}
		return (failure.getCause() instanceof Exception cause) ? cause : failure;
	}

	/**
	 * A serializer of the application has missed its deadline, or is not called any more
	 * because it has missed too many.
	 */
	static final class SerializerTooSlowException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		SerializerTooSlowException() {
			super("A serializer takes too long", null, false, false);
		}

	}

	/**
	 * No thread was free for a serializer of the application within its deadline.
	 */
	static final class SerializersBusyException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		SerializersBusyException() {
			super("No thread is free for a serializer", null, false, false);
		}

	}

}
