package dev.gai.braintrust.completion;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link CompletionStage}. The caller is given the very stage that the method
 * returned, so that cancelling it still reaches the one who works on it.
 */
final class StageCompletion implements Completion {

	private static final int MAX_DEPTH = 16;

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return result instanceof CompletionStage<?>;
	}

	@Override
	public @Nullable Object failed(Class<?> declared, RuntimeException failure) {
		boolean stage = CompletionStage.class.isAssignableFrom(declared) || declared == Future.class;
		return (stage && declared.isAssignableFrom(CompletableFuture.class)) ? CompletableFuture.failedFuture(failure)
				: null;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall tracked = Completions.startedOr(call, () -> starter.start(null));
		((CompletionStage<?>) result).whenComplete((value, error) -> {
			Throwable cause = (error != null) ? unwrapped(error) : null;
			if (cause == null) {
				Completions.end(tracked, value);
			}
			else if (Cancellations.isCancellation(cause)) {
				tracked.cancelled();
			}
			else {
				tracked.failed(cause);
			}
		});
		return result;
	}

	/**
	 * What happened, without what the stages in between have put around it.
	 */
	static Throwable unwrapped(Throwable error) {
		Throwable candidate = error;
		for (int depth = 0; depth < MAX_DEPTH; depth++) {
			Throwable cause = candidate.getCause();
			if (cause == null
					|| !(candidate instanceof CompletionException || candidate instanceof ExecutionException)) {
				break;
			}
			candidate = cause;
		}
		return candidate;
	}

}
