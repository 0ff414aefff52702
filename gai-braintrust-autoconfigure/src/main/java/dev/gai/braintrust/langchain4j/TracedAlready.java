package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.completion.Scopes.Work;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a call that is traced around the model from being traced by a listener within it,
 * too. Listeners are called on the thread of the caller, while the call runs; the first
 * one that asks is the one of the model that was called.
 */
final class TracedAlready {

	private static final ThreadLocal<@Nullable Boolean> current = new ThreadLocal<>();

	private TracedAlready() {
	}

	static <T extends @Nullable Object, X extends Throwable> T run(Work<T, X> call) throws X {
		Boolean before = current.get();
		current.set(true);
		try {
			return call.run();
		}
		finally {
			if (before != null) {
				current.set(before);
			}
			else {
				current.remove();
			}
		}
	}

	/**
	 * Whether the call that begins on this thread has a span.
	 * @return {@code true} once for each call
	 */
	static boolean take() {
		boolean traced = current.get() != null;
		current.remove();
		return traced;
	}

}
