package dev.gai.braintrust.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Limits to which others can be added. Immutable: each method returns new limits.
 *
 * @since 0.1.0
 */
@PublicApi
public final class EvalLimitChain implements EvalLimits {

	private final Map<String, Double> means;

	private final @Nullable String baseline;

	private final double significance;

	EvalLimitChain(Map<String, Double> means, @Nullable String baseline, double significance) {
		this.means = means;
		this.baseline = baseline;
		this.significance = significance;
	}

	/**
	 * The mean of a further score must be at least this high.
	 * @param score name of the score
	 * @param mean 0 to 1
	 * @return limits with it
	 */
	public EvalLimitChain atLeast(String score, double mean) {
		Assert.hasText(score, "A limit needs the name of a score");
		Assert.isTrue(mean >= 0 && mean <= 1, () -> "The mean of a score is between 0 and 1, not " + mean);
		Map<String, Double> more = new LinkedHashMap<>(this.means);
		more.put(score, mean);
		return new EvalLimitChain(Collections.unmodifiableMap(more), this.baseline, this.significance);
	}

	/**
	 * No score may have become worse than chance explains.
	 * @param baseline file of the baseline, below the module's folder; written with
	 * {@code -Dgai.eval.baseline=update}
	 * @param significance the p-value below which a worse mean is a regression, 0.05 for
	 * example
	 * @return limits with it
	 */
	public EvalLimitChain noRegression(String baseline, double significance) {
		Assert.hasText(baseline, "A baseline needs a file");
		Assert.isTrue(significance > 0 && significance < 1, () -> "A p-value is between 0 and 1, not " + significance);
		return new EvalLimitChain(this.means, baseline, significance);
	}

	Map<String, Double> means() {
		return this.means;
	}

	@Nullable String baseline() {
		return this.baseline;
	}

	double significance() {
		return this.significance;
	}

}
