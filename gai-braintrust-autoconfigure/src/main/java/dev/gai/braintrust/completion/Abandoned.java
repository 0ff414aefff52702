package dev.gai.braintrust.completion;

import java.lang.ref.Cleaner;

import dev.gai.braintrust.guard.DaemonThreads;

/**
 * Ends calls whose result nobody can ask for any more: a publisher that was never
 * subscribed to, a stream that was left in the middle. Without it such calls would stay
 * open for good.
 */
final class Abandoned {

	private static final Cleaner cleaner = Cleaner.create(DaemonThreads.named("gai-braintrust-abandoned"));

	private Abandoned() {
	}

	/**
	 * Watches a result.
	 * @param result what the caller holds
	 * @param end ends the call; must not refer to the result
	 */
	static void watch(Object result, Runnable end) {
		cleaner.register(result, end);
	}

}
