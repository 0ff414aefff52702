package dev.gai.braintrust.aspect;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.completion.type.AdaptedTypes;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiContextAccessor;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Has what a publisher does happen inside a context: it is open while it is subscribed
 * to, and stands in Reactor's context for those that propagate that.
 */
final class ContextPublishers {

	private ContextPublishers() {
	}

	static Object inside(Object result, Class<?> declared, GenAiContext context) {
		if (result instanceof Mono<?> mono && declared.isAssignableFrom(Mono.class)) {
			return new InsideMono<>(mono, context);
		}
		if (result instanceof Flux<?> flux && declared.isAssignableFrom(Flux.class)
				&& !(result instanceof ConnectableFlux<?>) && !(result instanceof GroupedFlux<?, ?>)) {
			return new InsideFlux<>(flux, context);
		}
		return AdaptedTypes.changed(result, declared, (publisher) -> (publisher instanceof Mono<?> mono)
				? new InsideMono<>(mono, context) : new InsideFlux<>((Flux<?>) publisher, context));
	}

	@SuppressWarnings("try") // it is open for as long as the block runs
	private static void subscribe(GenAiContext context, Consumer<UnaryOperator<Context>> subscription) {
		try (GenAiContext.Scope scope = context.open()) {
			Object open = new GenAiContextAccessor().getValue();
			subscription.accept((outer) -> (open != null) ? outer.put(GenAiContextAccessor.KEY, open) : outer);
		}
	}

	private static final class InsideMono<T> extends MonoOperator<T, T> {

		private final GenAiContext context;

		InsideMono(Mono<? extends T> source, GenAiContext context) {
			super(source);
			this.context = context;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			ContextPublishers.subscribe(this.context, (open) -> this.source.contextWrite(open).subscribe(actual));
		}

	}

	private static final class InsideFlux<T> extends FluxOperator<T, T> {

		private final GenAiContext context;

		InsideFlux(Flux<? extends T> source, GenAiContext context) {
			super(source);
			this.context = context;
		}

		@Override
		public void subscribe(CoreSubscriber<? super T> actual) {
			ContextPublishers.subscribe(this.context, (open) -> this.source.contextWrite(open).subscribe(actual));
		}

	}

}
