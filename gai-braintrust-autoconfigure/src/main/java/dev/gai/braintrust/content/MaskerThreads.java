package dev.gai.braintrust.content;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.OnceLog;
import org.jspecify.annotations.Nullable;

/**
 * Has the maskers of the application work with a deadline, on threads of their own: one
 * that hangs stops neither the export nor the application. What it was given is not sent.
 * After some deadlines in a row that it has missed, a masker is not called any more, and
 * nothing is sent that it would have seen: content that should have been masked never
 * leaves. Thread-safe.
 */
final class MaskerThreads {

	/** Maskers that hang keep their threads; there are no more than these. */
	private static final int MAX_THREADS = 128;

	static final int MAX_MISSED = 3;

	private final Duration deadline;

	private final List<ContentMasker> maskers;

	private final AtomicInteger[] missed;

	private final OnceLog log = new OnceLog(ContentMasking.class, 100);

	private final ThreadPoolExecutor threads;

	MaskerThreads(List<ContentMasker> maskers, Duration deadline) {
		this.maskers = List.copyOf(maskers);
		this.deadline = deadline;
		this.missed = maskers.stream().map((masker) -> new AtomicInteger()).toArray(AtomicInteger[]::new);
		this.threads = new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				DaemonThreads.named("gai-braintrust-maskers"));
	}

	boolean isEmpty() {
		return this.maskers.isEmpty();
	}

	/**
	 * Does work that calls maskers.
	 * @param work the work, given what calls the maskers
	 * @return its result
	 * @throws Throwable what the work throws, or that it has taken too long
	 */
	<T extends @Nullable Object> T within(Work<T> work) throws Throwable {
		Calls calls = new Calls();
		Future<T> result = this.threads.submit((Callable<T>) () -> work.run(calls));
		try {
			return result.get(this.deadline.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		catch (TimeoutException ex) {
			result.cancel(true);
			calls.missed();
			throw new MaskerTooSlowException();
		}
		catch (InterruptedException ex) {
			result.cancel(true);
			Thread.currentThread().interrupt();
			throw ex;
		}
	}

	/**
	 * What is wrong, for the health of the export.
	 * @return the reason, {@code null} if all maskers are called
	 */
	@Nullable String trouble() {
		for (int i = 0; i < this.missed.length; i++) {
			if (isOff(i)) {
				return "ContentMasker " + this.maskers.get(i).getClass().getName() + " took longer than "
						+ this.deadline.toMillis() + " ms for " + MAX_MISSED
						+ " fields in a row and is not called any more; no content is sent until a restart";
			}
		}
		return null;
	}

	private boolean isOff(int index) {
		return this.missed[index].get() >= MAX_MISSED;
	}

	/**
	 * Work that calls maskers.
	 *
	 * @param <T> type of the result
	 */
	@FunctionalInterface
	interface Work<T extends @Nullable Object> {

		T run(ContentMasker maskers) throws Exception;

	}

	/**
	 * Calls all maskers in their order, and knows which of them is at work.
	 */
	private final class Calls implements ContentMasker {

		private volatile int current = -1;

		@Override
		public String mask(String path, String text) {
			String masked = text;
			for (int i = 0; i < MaskerThreads.this.missed.length; i++) {
				if (isOff(i)) {
					throw new MaskerTooSlowException();
				}
				this.current = i;
				String next = MaskerThreads.this.maskers.get(i).mask(path, masked);
				if (next == null) {
					throw new NullPointerException("A masker returned null");
				}
				masked = next;
				if (MaskerThreads.this.missed[i].get() > 0) {
					MaskerThreads.this.missed[i].set(0);
				}
			}
			this.current = -1;
			return masked;
		}

		void missed() {
			int index = this.current;
			if (index >= 0 && MaskerThreads.this.missed[index].incrementAndGet() == MAX_MISSED) {
				String trouble = trouble();
				MaskerThreads.this.log.warn((trouble != null) ? trouble : "A ContentMasker is too slow");
			}
		}

	}

	/**
	 * A masker of the application has missed its deadline, or is not called any more
	 * because it has missed too many.
	 */
	static final class MaskerTooSlowException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		MaskerTooSlowException() {
			super("A masker takes too long", null, false, false);
		}

	}

}
