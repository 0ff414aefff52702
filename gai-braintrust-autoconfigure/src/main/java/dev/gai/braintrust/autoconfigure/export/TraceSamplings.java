package dev.gai.braintrust.autoconfigure.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.sampling.SamplingSecret;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.sampling.TraceSampling;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Makes the sampling that is configured.
 *
 * @since 0.1.0
 */
public final class TraceSamplings {

	private TraceSamplings() {
	}

	/**
	 * What services share that decide alike.
	 * @param sampling the properties
	 * @param authorization what spans are sent with
	 * @return the secret, {@code null} if there is none or callers are believed
	 */
	public static @Nullable SamplingSecret secret(BraintrustProperties.Sampling sampling,
			@Nullable String authorization) {
		String secret = StringUtils.hasText(sampling.secret()) ? sampling.secret() : authorization;
		return (sampling.trustInbound() || secret == null) ? null : new SamplingSecret(secret);
	}

	/**
	 * Makes a sampling.
	 * @param sampling the properties
	 * @param keepers the application's own keepers
	 * @param secret mixed into the ids of traces, if they are not believed
	 * @return the sampling
	 */
	public static TraceSampling of(BraintrustProperties.Sampling sampling, List<TraceKeeper> keepers,
			@Nullable SamplingSecret secret) {
		BraintrustProperties.Keep keep = sampling.keep();
		List<TraceKeeper> all = new ArrayList<>();
		if (keep.errors()) {
			all.add(TraceKeeper.failed());
		}
		Duration slow = keep.slowerThan();
		if (slow != null) {
			all.add(TraceKeeper.slowerThan(slow));
		}
		BigDecimal costly = keep.costlierThan();
		if (costly != null) {
			all.add(TraceKeeper.costlierThan(costly));
		}
		if (keep.retried()) {
			all.add(TraceKeeper.retried());
		}
		Double threshold = keep.scoredBelow();
		if (threshold != null) {
			all.add(TraceKeeper.scoredBelow(threshold));
		}
		if (keep.feedback()) {
			all.add((trace) -> trace.spans().stream().anyMatch((span) -> span.labels().isFeedbackExpected()));
		}
		all.addAll(keepers);
		return new TraceSampling(sampling.ratio(), sampling.rules(), all, secret);
	}

}
