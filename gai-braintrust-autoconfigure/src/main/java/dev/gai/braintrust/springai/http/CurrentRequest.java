package dev.gai.braintrust.springai.http;

import dev.gai.braintrust.trace.ForeignSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The request to a model that an exchange on the same thread belongs to.
 */
final class CurrentRequest {

	private CurrentRequest() {
	}

	/**
	 * Finds the nearest observation that is a span of ours.
	 * @param registry knows what is current
	 * @return its context, {@code null} if there is none
	 */
	static Observation.@Nullable Context context(ObservationRegistry registry) {
		return context(registry.getCurrentObservation());
	}

	/**
	 * Finds the span of the nearest observation that is one of ours.
	 * @param current where the search begins
	 * @return the span, {@code null} if there is none
	 */
	static @Nullable ForeignSpan span(ObservationView current) {
		Observation.Context request = context(current);
		return (request != null) ? request.get(ForeignSpan.class) : null;
	}

	private static Observation.@Nullable Context context(@Nullable ObservationView current) {
		ObservationView candidate = current;
		while (candidate instanceof Observation observation) {
			if (observation.getContext().containsKey(ForeignSpan.class)) {
				return observation.getContext();
			}
			candidate = observation.getContext().getParentObservation();
		}
		return null;
	}

}
