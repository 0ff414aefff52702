package dev.gai.braintrust.content.snapshot;

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

import dev.gai.braintrust.guard.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * A few threads for work that may hang. Who wants one takes it first, and waits for it
 * only while there is hope that one comes free. Thread-safe.
 */
final class BorrowedThreads {

	private final ThreadPoolExecutor threads;

	private final Semaphore free;

	private final int maxWaiting;

	/** When a thread was last taken or given back. */
	private volatile long moved = System.nanoTime();

	/**
	 * Creates threads; none is started yet.
	 * @param most how many there are
	 * @param maxWaiting how many callers may wait for one
	 * @param name their name
	 */
	BorrowedThreads(int most, int maxWaiting, String name) {
		this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				DaemonThreads.named(name));
		this.free = new Semaphore(most);
		this.maxWaiting = maxWaiting;
	}

	int free() {
		return this.free.availablePermits();
	}

	int waiting() {
		return this.free.getQueueLength();
	}

	/**
	 * Waits for a free thread, unless too many do, or none has come free for so long that
	 * all of them are likely to hang.
	 * @param nanos how long to wait at most
	 * @return whether there is one, which is given back by the {@linkplain #submit work}
	 */
	boolean take(long nanos) {
		try {
			boolean hopeful = System.nanoTime() - this.moved <= nanos && waiting() < this.maxWaiting;
			if (this.free.tryAcquire() || (hopeful && this.free.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
				this.moved = System.nanoTime();
				return true;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

	/**
	 * Does work on the thread that was taken.
	 */
	<T extends @Nullable Object> Work<T> submit(Callable<T> callable) {
		Work<T> work = new Work<>(callable);
		try {
			work.result = this.threads.submit(work);
			return work;
		}
		catch (Throwable ex) {
			// A thread cannot be made.
			work.giveBack();
			throw ex;
		}
	}

	/**
	 * Work that has a thread. It is given back once: when the work is done, or when it is
	 * given up before it has begun.
	 */
	final class Work<T extends @Nullable Object> implements Callable<T> {

		private final Callable<T> callable;

		private final AtomicBoolean begun = new AtomicBoolean();

		private @Nullable Future<T> result;

		private Work(Callable<T> callable) {
			this.callable = callable;
		}

		@Override
		public T call() throws Exception {
			if (!this.begun.compareAndSet(false, true)) {
				throw new CancellationException();
			}
			try {
				return this.callable.call();
			}
			finally {
				release();
			}
		}

		T get(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
			Future<T> submitted = this.result;
			if (submitted == null) {
				throw new IllegalStateException("not submitted");
			}
			return submitted.get(nanos, TimeUnit.NANOSECONDS);
		}

		void giveUp() {
			if (this.result != null) {
				this.result.cancel(true);
			}
			giveBack();
		}

		private void giveBack() {
			if (this.begun.compareAndSet(false, true)) {
				release();
			}
		}

		private void release() {
			BorrowedThreads.this.moved = System.nanoTime();
			BorrowedThreads.this.free.release();
		}

	}

}
