package dev.gai.braintrust.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the span of the current thread among the observations that are open: the
 * innermost one that carries a span of ours, since Spring's own observations may be open
 * inside it.
 */
final class CurrentSpan {

	private CurrentSpan() {
	}

	static GenAiSpan get() {
		RecordedSpan span = of(ObservationThreadLocalAccessor.getInstance().getValue());
		return (span != null) ? span : NoopSpan.INSTANCE;
	}

	static @Nullable RecordedSpan of(@Nullable ObservationView observation) {
		ObservationView candidate = observation;
		while (candidate != null) {
			Observation.ContextView context = candidate.getContextView();
			RecordedSpan span = context.get(RecordedSpan.class);
			if (span != null) {
				return span;
			}
			candidate = context.getParentObservation();
		}
		return null;
	}

}
