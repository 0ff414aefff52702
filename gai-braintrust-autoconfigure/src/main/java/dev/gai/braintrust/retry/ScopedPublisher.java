package dev.gai.braintrust.retry;

import dev.gai.braintrust.completion.Scopes;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Subscribes in the scope of an observation: the second attempt comes from the thread of
 * a timer, where nothing is current.
 *
 * @param source what is subscribed to
 * @param observation the observation, {@code null} if there is none
 * @param before done before each subscription
 */
record ScopedPublisher<T>(Publisher<T> source, @Nullable Observation observation,
		Runnable before) implements Publisher<T> {

	@Override
	public void subscribe(Subscriber<? super T> subscriber) {
		this.before.run();
		if (this.observation == null) {
			this.source.subscribe(subscriber);
			return;
		}
		Scopes.inside(this.observation, () -> {
			this.source.subscribe(subscriber);
			return null;
		});
	}

}
