package dev.gai.braintrust.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.sampling.TraceSampling;

/**
 * Makes the sampling that is configured.
 */
final class TraceSamplings {

	private TraceSamplings() {
	}

	/**
	 * Makes a sampling.
	 * @param sampling the properties
	 * @param keepers the application's own keepers
	 * @return the sampling
	 */
	static TraceSampling of(BraintrustProperties.Sampling sampling, List<TraceKeeper> keepers) {
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
		if (keep.feedback()) {
			all.add((trace) -> trace.spans().stream().anyMatch((span) -> span.labels().isFeedbackExpected()));
		}
		all.addAll(keepers);
		return new TraceSampling(sampling.ratio(), sampling.rules(), all);
	}

}
