package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import kotlin.Unit;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code Deferred}. The caller is given the very one that the method returned, so
 * that cancelling it still reaches the one who works on it.
 */
final class DeferredCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return result instanceof Deferred<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall tracked = Completions.startedOr(call, () -> starter.start(null));
		Deferred<?> deferred = (Deferred<?>) result;
		// Known only as long as it has not ended.
		Job parent = deferred.getParent();
		deferred.invokeOnCompletion((error) -> {
			if (error != null) {
				Cancellations.end(tracked, error, parent);
			}
			else {
				Completions.end(tracked, deferred.getCompleted());
			}
			return Unit.INSTANCE;
		});
		return result;
	}

}
