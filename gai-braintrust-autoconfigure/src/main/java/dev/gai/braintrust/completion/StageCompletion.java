package dev.gai.braintrust.completion;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.Completions.Completion;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link CompletionStage}. The caller is given the very stage that the method
 * returned, so that cancelling it still reaches the one who works on it.
 */
final class StageCompletion implements Completion {

	@Override
	public boolean follows(Object result) {
		return result instanceof CompletionStage<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall tracked = Completions.startedOr(call, () -> starter.start(null));
		((CompletionStage<?>) result).whenComplete((value, error) -> {
			if (error == null) {
				tracked.completed(value);
			}
			else if (error instanceof CancellationException) {
				tracked.cancelled();
			}
			else {
				Throwable cause = (error instanceof CompletionException) ? error.getCause() : null;
				tracked.failed((cause != null) ? cause : error);
			}
		});
		return result;
	}

}
