package dev.gai.braintrust.content;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.guard.OnceLog;
import org.jspecify.annotations.Nullable;

/**
 * Has the application's own serializers work with a deadline, on threads of their own:
 * nobody knows whether they wait for a lock or a network. The caller waits for a moment
 * at most; a value that is late is not captured. A type whose values were late several
 * times in a row is not given to its serializer any more. Thread-safe.
 */
final class SerializerThreads {

	static final Duration DEADLINE = Duration.ofMillis(500);

	/** Serializers that hang keep their threads; there are no more than these. */
	private static final int MAX_THREADS = 16;

	private static final int MAX_MISSED = 3;

	private static final OnceLog log = new OnceLog(ContentSnapshots.class, 100);

	/** Shared by all: most applications never have one. */
	private static final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), SerializerThreads::newThread);

	private final Duration deadline;

	private final ClassValue<AtomicInteger> missed = new ClassValue<>() {
		@Override
		protected AtomicInteger computeValue(Class<?> type) {
			return new AtomicInteger();
		}
	};

	SerializerThreads(Duration deadline) {
		this.deadline = deadline;
	}

	private static Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "gai-braintrust-serializers");
		thread.setDaemon(true);
		return thread;
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
		Future<T> result;
		try {
			result = threads.submit(work);
		}
		catch (RejectedExecutionException ex) {
			throw new SerializerTooSlowException();
		}
		try {
			T value = result.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
			if (misses.get() > 0) {
				misses.set(0);
			}
			return value;
		}
		catch (ExecutionException ex) {
			throw rethrown(ex);
		}
		catch (TimeoutException ex) {
			result.cancel(true);
			if (misses.incrementAndGet() == MAX_MISSED) {
				log.warn("The serializer of " + type.getName() + " took longer than " + this.deadline.toMillis()
						+ " ms for " + MAX_MISSED + " values in a row; such values are not captured until a restart");
			}
			throw new SerializerTooSlowException();
		}
		catch (InterruptedException ex) {
			result.cancel(true);
			Thread.currentThread().interrupt();
			throw new SerializerTooSlowException();
		}
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

}
