package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.cost.budget.Budget;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Scoring of finished spans.
 *
 * @param enabled Whether to score spans with the scorers of the application.
 * @param ratio Share of the spans that each scorer selects, from 0 to 1.
 * @param maxConcurrency Maximum number of scorers that run at the same time.
 * @param maxQueue Maximum number of spans that wait to be scored.
 * @param timeout Maximum time for one score.
 * @param scorers Settings of individual scorers, by name.
 * @param budgets Budgets for the model calls of scorers, which do not count towards
 * "gai.braintrust.cost.budgets".
 * @since 0.1.0
 */
public record ScoringProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1.0") double ratio,
		@DefaultValue("2") int maxConcurrency, @DefaultValue("256") int maxQueue, @DefaultValue("30s") Duration timeout,
		@DefaultValue Map<String, Scorer> scorers, @DefaultValue List<CostProperties.Budget> budgets) {

	private static final String GROUP = "gai.braintrust.scoring.";

	private static final int MOST_THREADS = 64;

	private static final int LONGEST_QUEUE = 100_000;

	/**
	 * Settings of one scorer.
	 *
	 * @param ratio Share of the spans of this scorer, from 0 to 1. Takes precedence over
	 * what its filter says, and over "gai.braintrust.scoring.ratio".
	 */
	public record Scorer(@Nullable Double ratio) {

	}

	void check() {
		SamplingChecks.ratio(GROUP + "ratio", this.ratio);
		this.scorers.forEach((name, scorer) -> {
			if (scorer.ratio() != null) {
				SamplingChecks.ratio(GROUP + "scorers." + name + ".ratio", scorer.ratio());
			}
		});
		PropertyChecks.require(this.maxConcurrency > 0 && this.maxConcurrency <= MOST_THREADS,
				GROUP + "max-concurrency", "is not between 1 and " + MOST_THREADS,
				"Write a number of threads, for example 2.");
		PropertyChecks.require(this.maxQueue > 0 && this.maxQueue <= LONGEST_QUEUE, GROUP + "max-queue",
				"is not between 1 and " + LONGEST_QUEUE, "Write a number of spans, for example 256.");
		PropertyChecks.positive(GROUP + "timeout", this.timeout);
		judgesBudgets();
	}

	/**
	 * The shares that are set for single scorers.
	 * @return shares by the name of the scorer
	 */
	public Map<String, Double> ratios() {
		Map<String, Double> ratios = new HashMap<>();
		this.scorers.forEach((name, scorer) -> {
			if (scorer.ratio() != null) {
				ratios.put(name, scorer.ratio());
			}
		});
		return ratios;
	}

	/**
	 * The budgets of the scorers.
	 * @return the budgets, each of a name of its own
	 */
	public List<Budget> judgesBudgets() {
		return CostChecks.budgets(GROUP + "budgets", this.budgets);
	}

}
