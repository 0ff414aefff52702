package dev.gai.braintrust.completion;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.completion.Completions.Completion;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Follows the types of other reactive libraries that Spring knows how to turn into a
 * publisher and back: those of RxJava, of Mutiny and of the JDK.
 */
final class AdaptedCompletion implements Completion {

	/** To look through all adapters for each result would take longer than the rest. */
	private static final ClassValue<Optional<ReactiveAdapter>> ADAPTERS = new ClassValue<>() {
		@Override
		protected Optional<ReactiveAdapter> computeValue(Class<?> declared) {
			return find(declared);
		}
	};

	private final PublisherCompletion publishers;

	AdaptedCompletion(PublisherCompletion publishers) {
		this.publishers = publishers;
	}

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return adapter(declared, result) != null;
	}

	@Override
	public boolean isDeferred(Class<?> type) {
		ReactiveAdapter adapter = adapter(type, null);
		return adapter != null && adapter.getDescriptor().isDeferred();
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		return follow(result, result.getClass(), call, starter);
	}

	@Override
	public Object follow(Object result, Class<?> declared, @Nullable TrackedCall call, CallStarter starter) {
		ReactiveAdapter adapter = adapter(declared, result);
		if (adapter == null) {
			throw new IllegalStateException("No adapter for " + declared);
		}
		Publisher<?> publisher = adapter.toPublisher(result);
		if (adapter.getDescriptor().isDeferred()) {
			Object source = adapter.isMultiValue() ? Flux.from(publisher) : Mono.from(publisher);
			return adapter.fromPublisher((Publisher<?>) this.publishers.follow(source, call, starter));
		}
		TrackedCall started = Completions.startedOr(call, () -> starter.start(null));
		Mono.from(publisher)
			.subscribe(started::completed, (error) -> end(started, error), () -> started.completed(null));
		return result;
	}

	private static void end(TrackedCall call, Throwable error) {
		if (error instanceof CancellationException) {
			call.cancelled();
		}
		else {
			call.failed(error);
		}
	}

	/**
	 * One that gives back what the method is declared to return.
	 */
	private static @Nullable ReactiveAdapter adapter(Class<?> declared, @Nullable Object result) {
		if (declared == Object.class || Mono.class.isAssignableFrom(declared) || Flux.class.isAssignableFrom(declared)
				|| CompletionStage.class.isAssignableFrom(declared) || result instanceof Mono<?>
				|| result instanceof Flux<?> || (result != null && !declared.isInstance(result))) {
			return null;
		}
		return ADAPTERS.get(declared).orElse(null);
	}

	private static Optional<ReactiveAdapter> find(Class<?> declared) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared);
		if (adapter == null || adapter.isNoValue() || !declared.isAssignableFrom(adapter.getReactiveType())) {
			return Optional.empty();
		}
		return Optional.of(adapter);
	}

}
