package dev.gai.braintrust.scoring;

import java.time.Duration;
import java.util.Map;

/**
 * How much is scored, and within which bounds.
 *
 * @param ratio share of what each scorer selects, from 0 to 1
 * @param ratios shares of single scorers by name, which take precedence
 * @param maxConcurrency how many scorers run at the same time
 * @param maxQueue how many scores may be waited for
 * @param timeout the longest time for one score
 * @param beforeDecision whether spans of undecided traces are scored, which wait for it
 * @since 0.1.0
 */
public record ScoringSettings(double ratio, Map<String, Double> ratios, int maxConcurrency, int maxQueue,
		Duration timeout, boolean beforeDecision) {

}
