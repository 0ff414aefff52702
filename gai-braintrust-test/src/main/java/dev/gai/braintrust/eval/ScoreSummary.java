package dev.gai.braintrust.eval;

import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A score over all cases. Immutable.
 *
 * @param name the name
 * @param count how many cases and trials have it
 * @param mean its mean, 0 to 1; {@code NaN} if no case has it
 * @param baselineMean the mean of the baseline over all of its cases, {@code null} if
 * there is none
 * @param pValue how likely a difference as large as that to the baseline is by chance,
 * {@code null} if nothing was compared
 * @param worse names of the cases that got worse than in the baseline
 * @since 0.1.0
 */
@PublicApi
public record ScoreSummary(String name, int count, double mean, @Nullable Double baselineMean, @Nullable Double pValue,
		List<String> worse) {

	/**
	 * Creates a summary.
	 * @param name the name
	 * @param count how many cases and trials have it
	 * @param mean its mean, 0 to 1; {@code NaN} if no case has it
	 * @param baselineMean the mean of the baseline over all of its cases, {@code null} if
	 * there is none
	 * @param pValue how likely a difference as large as that to the baseline is by
	 * chance, {@code null} if nothing was compared
	 * @param worse names of the cases that got worse than in the baseline
	 */
	public ScoreSummary {
		worse = List.copyOf(worse);
	}

}
