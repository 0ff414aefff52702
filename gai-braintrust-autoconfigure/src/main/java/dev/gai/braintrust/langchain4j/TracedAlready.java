package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.guard.Work;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a call that is traced around the model from being traced by a listener within it,
 * too. Listeners are called on the thread of the caller, while the call runs; the first
 * one that asks is the one of the model that was called.
 */
final class TracedAlready {

	private static final ThreadValue<Boolean> current = new ThreadValue<>();

	private TracedAlready() {
	}

	/**
	 * Runs a call that is traced.
	 * @param call the call
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result
	 * @throws X what the call throws
	 */
	static <T extends @Nullable Object, X extends Throwable> T run(Work<T, X> call) throws X {
		return current.during(true, call);
	}

	/**
	 * Runs code of the application within a call. What it calls is another matter.
	 * @param callback the code
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result
	 * @throws X what the code throws
	 */
	static <T extends @Nullable Object, X extends Throwable> T notWithin(Work<T, X> callback) throws X {
		return current.during(null, callback);
	}

	/**
	 * Whether the call that begins on this thread has a span.
	 * @return {@code true} once for each call
	 */
	static boolean take() {
		return current.take() != null;
	}

}
