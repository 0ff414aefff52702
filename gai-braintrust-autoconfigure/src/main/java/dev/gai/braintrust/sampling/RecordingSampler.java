package dev.gai.braintrust.sampling;

import java.util.List;

import dev.gai.braintrust.promise.Internal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Lets spans be recorded that the application's sampler drops, so that the share of
 * traces that Braintrust gets does not depend on the share that other exporters get. Such
 * spans are recorded, not sampled: exporters leave them out as before, and the sampled
 * flag that other services see stays the application's.
 *
 * @since 0.1.0
 */
@Internal
public final class RecordingSampler implements Sampler {

	/** What nearly all samplers say of what they drop. */
	private static final SamplingResult DROPPED = SamplingResult.drop();

	private static final SamplingResult DROPPED_BUT_RECORDED = new RecordedAnyway(DROPPED);

	private final Sampler delegate;

	/**
	 * Creates a sampler.
	 * @param delegate the sampler of the application
	 */
	public RecordingSampler(Sampler delegate) {
		this.delegate = delegate;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
			Attributes attributes, List<LinkData> parentLinks) {
		SamplingResult result = this.delegate.shouldSample(parentContext, traceId, name, spanKind, attributes,
				parentLinks);
		if (result.getDecision() != SamplingDecision.DROP) {
			return result;
		}
		return (result == DROPPED) ? DROPPED_BUT_RECORDED : new RecordedAnyway(result);
	}

	@Override
	public String getDescription() {
		return "RecordingSampler{" + this.delegate.getDescription() + "}";
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
