package dev.gai.braintrust.completion.type;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The types of other reactive libraries that Spring knows how to turn into a publisher
 * and back: those of RxJava, of Mutiny and of the JDK. Loading this class needs Reactor.
 *
 * @since 0.1.0
 */
@Internal
public final class AdaptedTypes {

	private static final String DEFERRED = "kotlinx.coroutines.Deferred";

	/** To look through all adapters for each result would take longer than the rest. */
	private static final ClassValue<Optional<ReactiveAdapter>> ADAPTERS = new ClassValue<>() {
		@Override
		protected Optional<ReactiveAdapter> computeValue(Class<?> declared) {
			return find(declared);
		}
	};

	private AdaptedTypes() {
	}

	/**
	 * Whether results of a type do nothing before somebody subscribes to them.
	 * @param declared the declared type
	 * @return whether it is such a type of another library
	 */
	public static boolean isDeferred(Class<?> declared) {
		ReactiveAdapter adapter = adapter(declared, null);
		return adapter != null && adapter.getDescriptor().isDeferred();
	}

	/**
	 * Changes what a result does, by way of a publisher.
	 * @param result the result
	 * @param declared what the caller expects
	 * @param change makes another {@code Mono} of a {@code Mono}, and another
	 * {@code Flux} of a {@code Flux}
	 * @return a result of the same type, or the result itself if it is of no such type
	 */
	public static Object changed(Object result, Class<?> declared, UnaryOperator<Publisher<?>> change) {
		ReactiveAdapter adapter = adapter(declared, result);
		return (adapter != null && adapter.getDescriptor().isDeferred()) ? changed(result, adapter, change) : result;
	}

	/**
	 * Changes the publisher that a result is.
	 * @param result the result
	 * @param adapter adapts it
	 * @param change changes the publisher
	 * @return a result of the same type
	 */
	public static Object changed(Object result, ReactiveAdapter adapter, UnaryOperator<Publisher<?>> change) {
		Publisher<?> publisher = adapter.toPublisher(result);
		return adapter
			.fromPublisher(change.apply(adapter.isMultiValue() ? Flux.from(publisher) : Mono.from(publisher)));
	}

	/**
	 * One that gives back what the method is declared to return.
	 * @param declared the declared type
	 * @param result the result, {@code null} if there is none yet
	 * @return the adapter, {@code null} if the result is of no such type
	 */
	public static @Nullable ReactiveAdapter adapter(Class<?> declared, @Nullable Object result) {
		if (declared == Object.class || Mono.class.isAssignableFrom(declared) || Flux.class.isAssignableFrom(declared)
				|| CompletionStage.class.isAssignableFrom(declared) || result instanceof Mono<?>
				|| result instanceof Flux<?> || (result != null && !declared.isInstance(result))) {
			return null;
		}
		return ADAPTERS.get(declared).orElse(null);
	}

	private static Optional<ReactiveAdapter> find(Class<?> declared) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared);
		if (adapter == null || !declared.isAssignableFrom(adapter.getReactiveType())
				|| adapter.getReactiveType().getName().equals(DEFERRED)) {
			return Optional.empty();
		}
		return Optional.of(adapter);
	}

}
