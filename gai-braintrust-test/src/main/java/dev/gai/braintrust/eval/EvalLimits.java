package dev.gai.braintrust.eval;

import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The limits that an evaluation must meet, for an {@link EvalGate}.
 *
 * @since 0.1.0
 */
@PublicApi
public sealed interface EvalLimits permits EvalLimitChain {

	/**
	 * The mean of a score must be at least this high.
	 * @param score name of the score
	 * @param mean 0 to 1
	 * @return limits, to which others can be added
	 */
	static EvalLimitChain atLeast(String score, double mean) {
		return new EvalLimitChain(Map.of(), null, 0).atLeast(score, mean);
	}

	/**
	 * No score may have become worse than chance explains.
	 * @param baseline file of the baseline, below the module's folder; written with
	 * {@code -Dgai.eval.baseline=update}
	 * @param significance the p-value below which a worse mean is a regression, 0.05 for
	 * example
	 * @return limits, to which others can be added
	 */
	static EvalLimitChain noRegression(String baseline, double significance) {
		return new EvalLimitChain(Map.of(), null, 0).noRegression(baseline, significance);
	}

}
