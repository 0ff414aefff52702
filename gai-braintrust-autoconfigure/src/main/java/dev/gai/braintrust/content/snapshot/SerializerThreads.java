package dev.gai.braintrust.content.snapshot;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.guard.DaemonThreads;
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
	private static final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), DaemonThreads.named("gai-braintrust-serializers"));

	private static final Semaphore free = new Semaphore(MAX_THREADS);

	/** When a thread was last taken or given back. */
	private static volatile long moved = System.nanoTime();

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
		takeThread(start);
		Held<T> held = new Held<>(work);
		Future<T> result = submit(held);
		long begun = System.nanoTime();
		try {
			T value = result.get(start + this.deadline - begun, TimeUnit.NANOSECONDS);
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
			held.giveUp();
			// Of a value that got its thread late nobody knows how long it would take.
			if (begun - start < this.deadline / 2 && misses.incrementAndGet() == MAX_MISSED) {
				log.warn("The serializer of " + type.getName() + " took longer than "
						+ TimeUnit.NANOSECONDS.toMillis(this.deadline) + " ms for " + MAX_MISSED
						+ " values in a row; such values are not captured until a restart");
			}
			throw new SerializerTooSlowException();
		}
		catch (InterruptedException ex) {
			result.cancel(true);
			held.giveUp();
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
		return free.availablePermits();
	}

	/**
	 * About how many callers wait for a thread.
	 */
	static int waiting() {
		return free.getQueueLength();
	}

	/**
	 * Waits for a free thread, unless too many do, or none has come free for so long that
	 * all of them are likely to hang.
	 */
	private void takeThread(long now) {
		try {
			boolean hopeful = now - moved <= this.deadline && free.getQueueLength() < MAX_WAITING;
			if (free.tryAcquire() || (hopeful && free.tryAcquire(this.deadline, TimeUnit.NANOSECONDS))) {
				moved = System.nanoTime();
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		long count = refused.incrementAndGet();
		log.warn("refused " + Long.toString(count).length(), () -> "Serializers of the application keep all "
				+ MAX_THREADS + " threads that there are for them; " + count + " values were not captured so far");
		throw new SerializersBusyException();
	}

	private static <T extends @Nullable Object> Future<T> submit(Held<T> work) {
		try {
			return threads.submit(work);
		}
		catch (Throwable ex) {
			// A thread cannot be made.
			work.giveUp();
			throw ex;
		}
	}

	private static void giveBack() {
		moved = System.nanoTime();
		free.release();
	}

	private static Exception rethrown(ExecutionException failure) {
		if (failure.getCause() instanceof Error error) {
			throw error;
		}
		return (failure.getCause() instanceof Exception cause) ? cause : failure;
	}

	/**
	 * Work that has a thread. It is given back once: when the work is done, or when it is
	 * given up before it has begun.
	 */
	private static final class Held<T extends @Nullable Object> implements Callable<T> {

		private final Callable<T> work;

		private final AtomicBoolean begun = new AtomicBoolean();

		Held(Callable<T> work) {
			this.work = work;
		}

		@Override
		public T call() throws Exception {
			if (!this.begun.compareAndSet(false, true)) {
				throw new CancellationException();
			}
			try {
				return this.work.call();
			}
			finally {
				giveBack();
			}
		}

		void giveUp() {
			if (this.begun.compareAndSet(false, true)) {
				giveBack();
			}
		}

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
