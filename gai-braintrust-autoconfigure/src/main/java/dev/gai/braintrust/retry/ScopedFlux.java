package dev.gai.braintrust.retry;

import dev.gai.braintrust.completion.Scopes;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/**
 * Subscribes in the scope of an observation: the second attempt comes from the thread of
 * a timer, where nothing is current.
 */
final class ScopedFlux<T> extends FluxOperator<T, T> {

	private final @Nullable Observation observation;

	private final Runnable before;

	ScopedFlux(Flux<? extends T> source, @Nullable Observation observation, Runnable before) {
		super(source);
		this.observation = observation;
		this.before = before;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.before.run();
		if (this.observation == null) {
			this.source.subscribe(actual);
			return;
		}
		Scopes.inside(this.observation, () -> {
			this.source.subscribe(actual);
			return null;
		});
	}

}
