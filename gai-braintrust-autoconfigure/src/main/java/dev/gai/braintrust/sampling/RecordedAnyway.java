package dev.gai.braintrust.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * A result that drops, but for the decision: what a sampler wants to tell other services
 * in the trace state is kept.
 */
record RecordedAnyway(SamplingResult dropped) implements SamplingResult {

	@Override
	public SamplingDecision getDecision() {
		return SamplingDecision.RECORD_ONLY;
	}

	@Override
	public Attributes getAttributes() {
		return this.dropped.getAttributes();
	}

	@Override
	public TraceState getUpdatedTraceState(TraceState parentTraceState) {
		return this.dropped.getUpdatedTraceState(parentTraceState);
	}

}
