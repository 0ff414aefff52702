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
		ObservationView candidate = registry.getCurrentObservation();
		while (candidate instanceof Observation observation) {
			if (observation.getContext().containsKey(ForeignSpan.class)) {
				return observation.getContext();
			}
			candidate = observation.getContext().getParentObservation();
		}
		return null;
	}

}
