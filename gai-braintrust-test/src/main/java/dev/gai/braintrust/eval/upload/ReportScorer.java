package dev.gai.braintrust.eval.upload;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a scorer gave over all cases.
 *
 * @param name its name
 * @param count how many cases it scored
 * @param mean the mean of its scores
 * @param baselineMean the mean of the baseline, {@code null} without one
 * @param pValue how likely a difference like this one is if nothing has changed
 * @param worse ids of the cases that are worse than in the baseline
 * @param lastMean the mean of the last run on this machine, {@code null} without one
 */
record ReportScorer(String name, int count, double mean, @Nullable Double baselineMean, @Nullable Double pValue,
		List<String> worse, @Nullable Double lastMean) {

}
