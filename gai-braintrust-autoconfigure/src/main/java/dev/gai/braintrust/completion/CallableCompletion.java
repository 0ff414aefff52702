package dev.gai.braintrust.completion;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link Callable}, whose work somebody else has done later, on another thread
 * perhaps. Each run of it is a call, which the work finds as its parent.
 */
final class CallableCompletion implements Completion {

	/**
	 * Not one that is declared as something else: it may be more than that.
	 */
	@Override
	public boolean follows(Object result, Class<?> declared) {
		return declared == Callable.class && result instanceof Callable<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall started = Completions.startedOr(call, () -> starter.start(null));
		return followed((Callable<?>) result, started, starter);
	}

	static <T extends @Nullable Object> FollowedCallable<T> followed(Callable<T> source, TrackedCall call,
			CallStarter starter) {
		AtomicReference<@Nullable TrackedCall> first = new AtomicReference<>(call);
		FollowedCallable<T> followed = new FollowedCallable<>(source, first, starter);
		Abandoned.watch(followed, () -> {
			TrackedCall unused = first.getAndSet(null);
			if (unused != null) {
				unused.unused();
			}
		});
		return followed;
	}

}
