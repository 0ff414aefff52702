package dev.gai.braintrust.langchain4j;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langchain4j.service.MemoryId;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that a call of an AI service belongs to. It lies in the observation of
 * the call.
 *
 * @param id what its {@code @MemoryId} says, {@code null} if it has none
 * @param memoryRead whether its memory was read
 */
record ServiceConversation(@Nullable String id, AtomicBoolean memoryRead) {

	static ServiceConversation of(Method method, @Nullable Object[] arguments) {
		Annotation[][] annotations = method.getParameterAnnotations();
		for (int i = 0; i < annotations.length; i++) {
			for (Annotation annotation : annotations[i]) {
				if (annotation instanceof MemoryId && arguments[i] != null) {
					return new ServiceConversation(String.valueOf(arguments[i]), new AtomicBoolean());
				}
			}
		}
		return new ServiceConversation(null, new AtomicBoolean());
	}

	/**
	 * The conversation of the nearest call around.
	 * @param observation what is current
	 * @return the conversation, {@code null} if there is no call of an AI service
	 */
	static @Nullable ServiceConversation around(@Nullable Observation observation) {
		ObservationView candidate = observation;
		while (candidate != null) {
			ServiceConversation found = candidate.getContextView().get(ServiceConversation.class);
			if (found != null) {
				return found;
			}
			candidate = candidate.getContextView().getParentObservation();
		}
		return null;
	}

}
