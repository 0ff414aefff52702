package dev.gai.braintrust.completion;

import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/**
 * What Spring MVC tells of results that come later: when one is set, and when its request
 * has waited long enough. Without it, such a result has no end that could be seen.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class AsyncRequests implements DeferredResultProcessingInterceptor, CallableProcessingInterceptor {

	private static final String WORK = AsyncRequests.class.getName() + ".work";

	private static final int MAX = 50_000;

	private static final Map<DeferredResult<?>, TrackedCall> open = new WeakHashMap<>();

	/**
	 * Creates an interceptor of both kinds.
	 */
	public AsyncRequests() {
	}

	/**
	 * Waits for a result.
	 * @return {@code false} if there is no room
	 */
	static boolean follow(DeferredResult<?> result, TrackedCall call) {
		synchronized (open) {
			if (open.size() >= MAX) {
				return false;
			}
			open.put(result, call);
			return true;
		}
	}

	static void end(TrackedCall call, @Nullable Object result) {
		if ((result instanceof Throwable error && Cancellations.isCancellation(error)) || isOfClient(result)) {
			call.cancelled();
		}
		else if (result instanceof Throwable error) {
			call.failed(error);
		}
		else {
			call.completed(result);
		}
	}

	/**
	 * Whether an error says that the client has gone.
	 */
	private static boolean isOfClient(@Nullable Object error) {
		for (Class<?> type = (error instanceof IOException) ? error.getClass() : null; type != null; type = type
			.getSuperclass()) {
			if (type.getSimpleName().equals("ClientAbortException")
					|| type.getSimpleName().equals("AsyncRequestNotUsableException")) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable TrackedCall taken(DeferredResult<?> result) {
		synchronized (open) {
			return open.remove(result);
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, DeferredResult<T> deferredResult,
			@Nullable Object concurrentResult) {
		TrackedCall call = taken(deferredResult);
		if (call != null) {
			end(call, concurrentResult);
		}
	}

	@Override
	public <T> boolean handleTimeout(NativeWebRequest request, DeferredResult<T> deferredResult) {
		TrackedCall call = taken(deferredResult);
		if (call != null) {
			call.failed(new AsyncRequestTimeoutException());
		}
		return true;
	}

	@Override
	public <T> boolean handleError(NativeWebRequest request, DeferredResult<T> deferredResult,
			@Nullable Throwable error) {
		// A server that does not say what is wrong says soon that the request is over.
		TrackedCall call = (error != null) ? taken(deferredResult) : null;
		if (call != null) {
			end(call, error);
		}
		return true;
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> deferredResult) {
		TrackedCall call = taken(deferredResult);
		if (call != null) {
			call.cancelled();
		}
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		request.setAttribute(WORK, new RequestWork(), RequestAttributes.SCOPE_REQUEST);
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		onWork(request, RequestWork::begin);
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		RequestWork.leave();
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, Callable<T> task) {
		onWork(request, RequestWork::isOver);
	}

	@Override
	public <T> Object handleTimeout(NativeWebRequest request, Callable<T> task) {
		AsyncRequestTimeoutException timeout = new AsyncRequestTimeoutException();
		if (task instanceof FollowedCallable<?> followed) {
			followed.givenUp(timeout);
		}
		onWork(request, (work) -> work.endsFor(timeout));
		return CallableProcessingInterceptor.RESULT_NONE;
	}

	@Override
	public <T> Object handleError(NativeWebRequest request, Callable<T> task, @Nullable Throwable error) {
		onWork(request, (work) -> work.endsFor(error));
		return CallableProcessingInterceptor.RESULT_NONE;
	}

	private static void onWork(NativeWebRequest request, Consumer<RequestWork> told) {
		Guard.run("The end of a request could not be followed", () -> {
			if (request.getAttribute(WORK, RequestAttributes.SCOPE_REQUEST) instanceof RequestWork work) {
				told.accept(work);
			}
		});
	}

}
