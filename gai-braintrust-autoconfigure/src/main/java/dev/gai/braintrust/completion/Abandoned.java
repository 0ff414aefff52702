package dev.gai.braintrust.completion;

import java.lang.ref.Cleaner;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.promise.Internal;

/**
 * Ends calls whose result nobody can ask for any more: a publisher that was never
 * subscribed to, a stream that was left in the middle. Without it such calls would stay
 * open for good. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Abandoned {

	private static final Cleaner cleaner = Cleaner.create(DaemonThreads.named("gai-braintrust-abandoned"));

	private Abandoned() {
	}

	/**
	 * Watches an object that somebody holds for as long as the call goes on.
	 * @param held the object, such as the result that the caller holds
	 * @param end ends the call, which may have ended already; must not refer to the
	 * object
	 */
	public static void watch(Object held, Runnable end) {
		cleaner.register(held, end);
	}

}
