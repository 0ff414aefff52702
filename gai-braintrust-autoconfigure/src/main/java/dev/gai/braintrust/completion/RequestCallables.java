package dev.gai.braintrust.completion;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Lets what a controller returns to be run by another thread, a {@link Callable} or a
 * body that is streamed, belong to its request there as well. Does nothing where the
 * executor of the application carries the context along. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RequestCallables implements CallableProcessingInterceptor {

	private static final String OBSERVATION = RequestCallables.class.getName() + ".observation";

	/**
	 * Of the thread: the server uses the request again once it is over, for which it does
	 * not wait until the work is.
	 */
	private static final ThreadValue<Runnable> leaving = new ThreadValue<>();

	private final Supplier<@Nullable ObservationRegistry> registry;

	/**
	 * Creates an interceptor.
	 * @param registry finds the registry of observations, {@code null} if there is none
	 */
	public RequestCallables(Supplier<@Nullable ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		Guard.run("A request could not be followed", () -> {
			Observation current = current();
			if (current != null) {
				request.setAttribute(OBSERVATION, current, RequestAttributes.SCOPE_REQUEST);
			}
		});
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		Guard.run("A request could not be followed", () -> {
			if (current() == null && request.getAttribute(OBSERVATION,
					RequestAttributes.SCOPE_REQUEST) instanceof Observation observation) {
				leaving.set(Scopes.enter(observation));
			}
		});
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		Guard.run("A request could not be left", () -> {
			Runnable leave = leaving.take();
			if (leave != null) {
				leave.run();
			}
		});
	}

	private @Nullable Observation current() {
		ObservationRegistry observations = this.registry.get();
		return (observations != null) ? observations.getCurrentObservation() : null;
	}

}
