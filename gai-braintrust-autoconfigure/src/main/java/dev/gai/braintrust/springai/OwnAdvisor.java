package dev.gai.braintrust.springai;

import io.micrometer.observation.Observation;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;

/**
 * Keeps our advisor out of the traces of the application: it works within the span that
 * is above it.
 */
final class OwnAdvisor {

	private static final String HIDDEN = OwnAdvisor.class.getName();

	private OwnAdvisor() {
	}

	static boolean isObserved(Observation.Context context) {
		// The name first: without the chat client the other type is not there.
		return context.getClass().getSimpleName().equals("AdvisorObservationContext")
				&& context instanceof AdvisorObservationContext advisor
				&& advisor.getAdvisorName().equals(StreamWatchingAdvisor.NAME);
	}

	static void hide(Observation.Context context) {
		context.put(HIDDEN, Boolean.TRUE);
	}

	static boolean isHidden(Observation.Context context) {
		return context.containsKey(HIDDEN);
	}

}
