package dev.gai.braintrust.completion;

import java.lang.reflect.Field;
import java.util.concurrent.Callable;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * Follows a {@link WebAsyncTask} of Spring MVC, as its {@link Callable} is followed.
 */
final class AsyncTaskCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return declared == WebAsyncTask.class && result instanceof WebAsyncTask<?>;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		return new FollowedTask<>((WebAsyncTask<?>) result, Completions.startedOr(call, () -> starter.start(null)),
				starter);
	}

	private static final class FollowedTask<V> extends WebAsyncTask<V> {

		private final WebAsyncTask<V> source;

		@SuppressWarnings("unchecked") // the task gives what it was made with
		FollowedTask(WebAsyncTask<V> source, TrackedCall call, CallStarter starter) {
			// The name is not used: the source says who executes it.
			super(source.getTimeout(), "",
					CallableCompletion.followed((Callable<V>) source.getCallable(), call, starter));
			this.source = source;
			Object onTimeout = callback("timeoutCallback");
			Object onError = callback("errorCallback");
			Object onCompletion = callback("completionCallback");
			if (onTimeout != null) {
				super.onTimeout(() -> {
					if (getCallable() instanceof FollowedCallable<?> followed) {
						followed.givenUp(new AsyncRequestTimeoutException());
					}
					return ((Callable<V>) onTimeout).call();
				});
			}
			if (onError != null) {
				super.onError((Callable<V>) onError);
			}
			if (onCompletion != null) {
				super.onCompletion((Runnable) onCompletion);
			}
		}

		private @Nullable Object callback(String name) {
			Field field = ReflectionUtils.findField(WebAsyncTask.class, name);
			if (field == null) {
				throw new IllegalStateException("No " + name);
			}
			ReflectionUtils.makeAccessible(field);
			return ReflectionUtils.getField(field, this.source);
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.source.setBeanFactory(beanFactory);
		}

		@Override
		public @Nullable AsyncTaskExecutor getExecutor() {
			return this.source.getExecutor();
		}

	}

}
