package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.sampling.SamplingRule;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the sampling group.
 */
final class SamplingChecks {

	private static final String GROUP = "gai.braintrust.sampling.";

	private SamplingChecks() {
	}

	static void check(BraintrustProperties.Sampling sampling) {
		ratio(GROUP + "ratio", sampling.ratio());
		if (sampling.keep().slowerThan() != null) {
			PropertyChecks.positive(GROUP + "keep.slower-than", sampling.keep().slowerThan());
		}
		BigDecimal cost = sampling.keep().costlierThan();
		PropertyChecks.require(cost == null || cost.signum() >= 0, GROUP + "keep.costlier-than", "is negative",
				"Write an amount of US dollars, for example 0.50.");
		Double threshold = sampling.keep().scoredBelow();
		PropertyChecks.require(threshold == null || (threshold > 0 && threshold <= 1), GROUP + "keep.scored-below",
				"is not above 0 and at most 1", "Write a score below which traces are kept, for example 0.5.");
		List<SamplingRule> rules = sampling.rules();
		for (int i = 0; i < rules.size(); i++) {
			rule(GROUP + "rules[" + i + "]", rules.get(i));
		}
	}

	private static void rule(String property, SamplingRule rule) {
		PropertyChecks.require(rule.provider() != null || rule.model() != null || rule.name() != null,
				property + ".name", "is not set, and neither is a provider or a model",
				"Write the name of a span, a provider or a model for the rule.");
		Double ratio = rule.ratio();
		ratio(property + ".ratio", (ratio != null) ? ratio : Double.NaN);
		name(property + ".provider", rule.provider());
		name(property + ".model", rule.model());
		name(property + ".name", rule.name());
	}

	static void ratio(String property, double ratio) {
		PropertyChecks.require(ratio >= 0 && ratio <= 1, property, "is not a ratio",
				"Write a number from 0 (nothing) to 1 (everything), for example 0.1.");
	}

	private static void name(String property, @Nullable String name) {
		PropertyChecks.require(name == null || SamplingRule.isName(name), property,
				"is empty, or has a * that is neither its start nor its end",
				"Write a name, for example gpt-4o, or its start or end with a *, for example gpt-*.");
	}

}
