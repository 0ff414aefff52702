package dev.gai.braintrust.metrics;

import dev.gai.braintrust.trace.GenAiObservationContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;

/**
 * Keeps Boot from making meters of the observations of calls, which {@link CallMeters}
 * meters with more tags: it stands in for Boot's handler and hands everything else on to
 * it. A second handler that is asked before Boot's would not do, as Boot makes the span
 * of a call current once more for each that may meter it. Nor would a filter that denies
 * such meters: a registry does not remember what it has denied, and holds a lock while it
 * asks.
 *
 * @since 0.1.0
 */
public final class CallsMeteredApart extends DefaultMeterObservationHandler {

	private final MeterObservationHandler<Observation.Context> handler;

	/**
	 * Creates a handler.
	 * @param registry where Boot's handler registers meters
	 * @param handler Boot's handler
	 */
	public CallsMeteredApart(MeterRegistry registry, DefaultMeterObservationHandler handler) {
		super(registry);
		this.handler = handler;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return !isMeteredApart(context) && this.handler.supportsContext(context);
	}

	private static boolean isMeteredApart(Observation.Context context) {
		return context instanceof GenAiObservationContext call && switch (call.getType()) {
			case LLM, EMBEDDINGS, TOOL, AGENT -> true;
			default -> false;
		};
	}

	@Override
	public void onStart(Observation.Context context) {
		this.handler.onStart(context);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		this.handler.onEvent(event, context);
	}

	@Override
	public void onStop(Observation.Context context) {
		this.handler.onStop(context);
	}

}
