package dev.gai.braintrust.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Looks for something among the observations that an observation runs in.
 */
final class ObservationsAbove {

	private ObservationsAbove() {
	}

	/**
	 * The nearest context above of a type.
	 * @param context where to start, not looked at itself
	 * @param type the type
	 * @return the context, {@code null} if there is none
	 */
	static <T> @Nullable T context(Observation.ContextView context, Class<T> type) {
		ObservationView above = context.getParentObservation();
		while (above != null) {
			Observation.ContextView view = above.getContextView();
			if (type.isInstance(view)) {
				return type.cast(view);
			}
			above = view.getParentObservation();
		}
		return null;
	}

	/**
	 * The nearest value that a context above holds.
	 * @param context where to start, not looked at itself
	 * @param type the type, which is the key, too
	 * @return the value, {@code null} if there is none
	 */
	static <T> @Nullable T value(Observation.ContextView context, Class<T> type) {
		ObservationView above = context.getParentObservation();
		while (above != null) {
			Observation.ContextView view = above.getContextView();
			T value = view.get(type);
			if (value != null) {
				return value;
			}
			above = view.getParentObservation();
		}
		return null;
	}

}
