package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@code Flow} of Kotlin. Each collection is a call of its own.
 */
final class FlowCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return declared == Flow.class && result instanceof Flow<?>;
	}

	@Override
	public boolean isDeferred(Class<?> type) {
		return type == Flow.class;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		return new FollowedFlow<>((Flow<?>) result, call, starter);
	}

}
