package dev.gai.braintrust.metrics;

import dev.gai.braintrust.scoring.ScoringOutcome;
import dev.gai.braintrust.scoring.SpanScoring;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of scorers: {@code gai.scores} has the scores themselves, and
 * {@code gai.scoring.spans} what became of each. There are as many series as scorers and
 * outcomes.
 *
 * @since 0.1.0
 */
public final class ScoringMetrics implements MeterBinder {

	private final SpanScoring scoring;

	/**
	 * Creates meters.
	 * @param scoring what is measured
	 */
	public ScoringMetrics(SpanScoring scoring) {
		this.scoring = scoring;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String scorer : this.scoring.names()) {
			for (ScoringOutcome outcome : ScoringOutcome.values()) {
				FunctionCounter.builder("gai.scoring.spans", this.scoring, (scoring) -> scoring.count(scorer, outcome))
					.description("Spans that a scorer selected, by what became of the score")
					.tag("scorer", scorer)
					.tag("outcome", outcome.key())
					.register(registry);
			}
		}
		this.scoring.listen((result) -> DistributionSummary.builder("gai.scores")
			.description("Scores from 0 to 1")
			.tag("scorer", result.scorer())
			.register(registry)
			.record(result.value()));
	}

}
