package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.type.AdaptedTypes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import reactor.util.retry.Retry;

/**
 * Subscribes again to a {@code Mono} or {@code Flux} that failed before its first
 * element. Each subscription of the caller's has attempts of its own.
 */
final class RetriedPublisher {

	private RetriedPublisher() {
	}

	static boolean isPublisher(Class<?> type) {
		return Publisher.class.isAssignableFrom(type);
	}

	/**
	 * Makes a result repeat itself.
	 * @param result the result
	 * @param declared what the caller expects
	 * @param current what is current where the library of the result hands on no context
	 * @param starter begins the attempts of one subscription, given its observation
	 * @return the repeating publisher, or the result if it is none
	 */
	static Object of(Object result, Class<?> declared, Supplier<@Nullable Observation> current,
			Function<@Nullable Observation, CallRetries> starter) {
		if (result instanceof Mono<?> mono && declared.isAssignableFrom(Mono.class)) {
			return retried(mono, RetriedPublisher::observation, starter);
		}
		if (result instanceof Flux<?> flux && declared.isAssignableFrom(Flux.class)
				&& !(result instanceof ConnectableFlux<?>) && !(result instanceof GroupedFlux<?, ?>)) {
			return retried(flux, RetriedPublisher::observation, starter);
		}
		return AdaptedTypes.changed(result, declared, (publisher) -> {
			Function<ContextView, @Nullable Observation> found = (context) -> current.get();
			return (publisher instanceof Mono<?> mono) ? retried(mono, found, starter)
					: retried((Flux<?>) publisher, found, starter);
		});
	}

	private static <T> Mono<T> retried(Mono<T> mono, Function<ContextView, @Nullable Observation> found,
			Function<@Nullable Observation, CallRetries> starter) {
		return Mono.deferContextual((context) -> {
			Observation observation = found.apply(context);
			CallRetries attempts = starter.apply(observation);
			return Mono.fromDirect(new ScopedPublisher<>(mono, observation, attempts::begin))
				.flatMap((answer) -> StreamingEntities.begun(answer, attempts))
				.doOnNext(attempts::answered)
				.retryWhen(after((error) -> delayed(attempts.failed(error), error)));
		});
	}

	private static <T> Flux<T> retried(Flux<T> flux, Function<ContextView, @Nullable Observation> found,
			Function<@Nullable Observation, CallRetries> starter) {
		return Flux.deferContextual((context) -> {
			Observation observation = found.apply(context);
			CallRetries attempts = starter.apply(observation);
			AtomicBoolean delivered = new AtomicBoolean();
			return Flux.from(new ScopedPublisher<>(flux, observation, attempts::begin)).doOnNext((element) -> {
				if (!delivered.get()) {
					attempts.answered(element);
					delivered.set(true);
				}
			}).retryWhen(after((error) -> {
				if (delivered.get()) {
					attempts.failedMidway(error);
					return Mono.error(error);
				}
				return delayed(attempts.failed(error), error);
			}));
		});
	}

	private static @Nullable Observation observation(ContextView context) {
		return context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
	}

	private static Retry after(Function<Throwable, Mono<Long>> decision) {
		return Retry.from((signals) -> signals.concatMap((signal) -> decision.apply(signal.failure())));
	}

	private static Mono<Long> delayed(@Nullable Duration wait, Throwable error) {
		return (wait != null) ? Mono.delay(wait) : Mono.error(error);
	}

}
