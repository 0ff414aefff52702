package dev.gai.braintrust.completion;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Completions.CallStarter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/**
 * Follows {@code Mono} and {@code Flux}. Each subscription is a call of its own, unless
 * it repeats one that failed: the first takes the call that was started with the method,
 * if one was, and later ones start theirs. A call that starts at the subscription belongs
 * to the observation in the Reactor context, which is the only one that is right between
 * threads.
 */
final class PublisherCompletion implements Completion {

	private final @Nullable Completion entities;

	/**
	 * Creates a way.
	 * @param entities follows a response that is the value of a {@code Mono},
	 * {@code null} where there are no such responses
	 */
	PublisherCompletion(@Nullable Completion entities) {
		this.entities = entities;
	}

	/**
	 * A connectable or grouped flux has methods of its own, which a wrapper would hide.
	 */
	@Override
	public boolean follows(Object result, Class<?> declared) {
		if (result instanceof Mono<?>) {
			return declared.isAssignableFrom(Mono.class);
		}
		return result instanceof Flux<?> && declared.isAssignableFrom(Flux.class)
				&& !(result instanceof ConnectableFlux<?>) && !(result instanceof GroupedFlux<?, ?>);
	}

	@Override
	public boolean isDeferred(Class<?> type) {
		return Publisher.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object failed(Class<?> declared, RuntimeException failure) {
		if (!Publisher.class.isAssignableFrom(declared)) {
			return null;
		}
		if (declared.isAssignableFrom(Mono.class)) {
			return Mono.error(failure);
		}
		return declared.isAssignableFrom(Flux.class) ? Flux.error(failure) : null;
	}

	/**
	 * A call that may not be made is an error of the subscription.
	 */
	private static <T> void subscribe(CoreSubscriber<? super T> actual, Supplier<FollowingSubscriber<T>> following,
			CorePublisher<? extends T> source) {
		FollowingSubscriber<T> subscriber;
		try {
			subscriber = following.get();
		}
		catch (RuntimeException ex) {
			Operators.error(actual, ex);
			return;
		}
		subscriber.subscribeTo(source);
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		AtomicReference<@Nullable TrackedCall> first = new AtomicReference<>(call);
		Object followed = (result instanceof Mono<?> mono) ? new FollowedMono<>(mono, first, starter, this.entities)
				: new FollowedFlux<>((Flux<?>) result, first, starter);
		if (call != null) {
			call.postponed();
			Abandoned.watch(followed, () -> {
				TrackedCall unused = first.getAndSet(null);
				if (unused != null) {
					unused.unused();
				}
			});
		}
		return followed;
	}

	/**
	 * Has each subscription be one call, however often those in between repeat it.
	 */
	@Override
	public Object repeatable(Object result) {
		return (result instanceof Mono<?> mono) ? repeatable(mono) : repeatable((Flux<?>) result);
	}

	private static <T> Mono<T> repeatable(Mono<T> mono) {
		return Mono.defer(() -> {
			RepeatableCall call = new RepeatableCall();
			return mono.contextWrite((context) -> context.put(RepeatableCall.class, call))
				.doOnTerminate(call::close)
				.doOnCancel(call::close);
		});
	}

	private static <T> Flux<T> repeatable(Flux<T> flux) {
		return Flux.defer(() -> {
			RepeatableCall call = new RepeatableCall();
			return flux.contextWrite((context) -> context.put(RepeatableCall.class, call))
				.doOnTerminate(call::close)
				.doOnCancel(call::close);
		});
	}

	private static <T> FollowingSubscriber<T> following(CoreSubscriber<? super T> actual, @Nullable SingleValue single,
			AtomicReference<@Nullable TrackedCall> first, CallStarter starter) {
		Observation parent = actual.currentContext().getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		TrackedCall started = first.getAndSet(null);
		if (started != null) {
			started.askedFor();
			return new FollowingSubscriber<>(actual, started, single, null);
		}
		RepeatableCall repeatable = actual.currentContext().getOrDefault(RepeatableCall.class, null);
		TrackedCall call = (repeatable != null) ? repeatable.begin(() -> starter.start(parent)) : starter.start(parent);
		return new FollowingSubscriber<>(actual, call, single, repeatable);
	}

	private static final class FollowedMono<T> extends MonoOperator<T, T> {

		private final AtomicReference<@Nullable TrackedCall> first;

		private final CallStarter starter;

		private final SingleValue single;

		FollowedMono(Mono<? extends T> source, AtomicReference<@Nullable TrackedCall> first, CallStarter starter,
				@Nullable Completion entities) {
			super(source);
			this.single = new SingleValue(entities, starter);
			this.first = first;
			this.starter = starter;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			PublisherCompletion.<T>subscribe(actual,
					() -> PublisherCompletion.<T>following(actual, this.single, this.first, this.starter), this.source);
		}

	}

	private static final class FollowedFlux<T> extends FluxOperator<T, T> {

		private final AtomicReference<@Nullable TrackedCall> first;

		private final CallStarter starter;

		FollowedFlux(Flux<? extends T> source, AtomicReference<@Nullable TrackedCall> first, CallStarter starter) {
			super(source);
			this.first = first;
			this.starter = starter;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			PublisherCompletion.<T>subscribe(actual,
					() -> PublisherCompletion.<T>following(actual, null, this.first, this.starter), this.source);
		}

	}

}
