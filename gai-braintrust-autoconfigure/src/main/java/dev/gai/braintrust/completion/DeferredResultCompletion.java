package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.DeferredResult;

/**
 * Follows a {@link DeferredResult} of Spring MVC. The caller is given the very object,
 * since whoever sets the result has it, too; MVC says when it is set.
 */
final class DeferredResultCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return result instanceof DeferredResult<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		TrackedCall started = Completions.startedOr(call, () -> starter.start(null));
		DeferredResult<?> deferred = (DeferredResult<?>) result;
		if (deferred.hasResult()) {
			AsyncRequests.end(started, deferred.getResult());
		}
		else if (AsyncRequests.follow(deferred, started)) {
			Abandoned.watch(deferred, started::cancelled);
		}
		else {
			started.completed(null);
		}
		return result;
	}

}
