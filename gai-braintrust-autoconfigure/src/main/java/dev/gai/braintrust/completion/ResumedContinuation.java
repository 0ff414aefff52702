package dev.gai.braintrust.completion;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;

/**
 * What a coroutine goes on with, in another context and with something to do before.
 *
 * @param context the context of those who are given this
 * @param resuming goes on, given the result
 * @param <T> type of the result
 */
record ResumedContinuation<T>(CoroutineContext context, Resuming resuming) implements Continuation<T> {

	@Override
	public CoroutineContext getContext() {
		return this.context;
	}

	@Override
	public void resumeWith(Object result) {
		this.resuming.resumeWith(result);
	}

	@FunctionalInterface
	interface Resuming {

		void resumeWith(Object result);

	}

}
