package dev.gai.braintrust.completion;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

/**
 * Work whose run is a call.
 *
 * @param <T> type of the result
 */
final class FollowedCallable<T extends @Nullable Object> implements Callable<T> {

	private final Callable<T> source;

	private final AtomicReference<@Nullable TrackedCall> first;

	private final CallStarter starter;

	private volatile @Nullable TrackedCall running;

	FollowedCallable(Callable<T> source, AtomicReference<@Nullable TrackedCall> first, CallStarter starter) {
		this.source = source;
		this.first = first;
		this.starter = starter;
	}

	@Override
	public T call() throws Exception {
		TrackedCall call = this.first.getAndSet(null);
		if (call != null) {
			call.askedFor();
		}
		else {
			call = this.starter.start(null);
		}
		this.running = call;
		T value;
		try {
			value = Scopes.inside(call.observation(), this.source::call);
		}
		catch (Throwable ex) {
			RequestWork.failed(call, ex);
			throw ex;
		}
		call.completed(value);
		return value;
	}

	/**
	 * Tells that nobody waits for the result any more, whether or not the work has begun.
	 * @param reason why
	 */
	void givenUp(Throwable reason) {
		TrackedCall call = this.first.getAndSet(null);
		TrackedCall open = (call != null) ? call : this.running;
		if (open != null) {
			open.failed(reason);
		}
	}

}
