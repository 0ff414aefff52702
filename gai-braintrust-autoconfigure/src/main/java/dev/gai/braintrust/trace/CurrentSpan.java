package dev.gai.braintrust.trace;

import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
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
		ObservationRegistry registry = ObservationThreadLocalAccessor.getInstance().getObservationRegistry();
		RecordedSpan span = of(DeferredStart.insteadOf(observation(registry)));
		return (span != null) ? span : NoopSpan.INSTANCE;
	}

	/**
	 * The current observation of this thread. One that is switched off says nothing of
	 * what is around it, and is left out.
	 * @param registry any registry, since they share what is current
	 * @return the observation, {@code null} if there is none
	 */
	static @Nullable Observation observation(ObservationRegistry registry) {
		Observation.Scope scope = registry.getCurrentObservationScope();
		while (scope != null) {
			Observation candidate = scope.getCurrentObservation();
			if (candidate instanceof NullObservation) {
				return null;
			}
			if (candidate != null && !candidate.isNoop()) {
				return candidate;
			}
			scope = scope.getPreviousObservationScope();
		}
		return null;
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
