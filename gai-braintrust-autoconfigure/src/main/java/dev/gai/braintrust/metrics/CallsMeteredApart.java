package dev.gai.braintrust.metrics;

import dev.gai.braintrust.trace.GenAiObservationContext;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;

/**
 * Keeps Boot from making meters of the observations of calls, which {@link CallMeters}
 * meters with more tags. It stands before Boot's handler and does nothing. A filter that
 * denies such meters would not do: a registry does not remember what it has denied, and
 * holds a lock while it asks.
 *
 * @since 0.1.0
 */
public final class CallsMeteredApart implements MeterObservationHandler<GenAiObservationContext> {

	/**
	 * Creates a handler.
	 */
	public CallsMeteredApart() {
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof GenAiObservationContext call && switch (call.getType()) {
			case LLM, EMBEDDINGS, TOOL, AGENT -> true;
			default -> false;
		};
	}

}
