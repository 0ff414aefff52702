package dev.gai.braintrust.eval;

import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.score.Score;

import org.springframework.util.Assert;

/**
 * Scores outputs. Must be thread-safe where cases run in parallel.
 *
 * @since 0.1.0
 */
@FunctionalInterface
@PublicApi
public interface Scorer {

	/**
	 * Scores an output.
	 * @param output the output, with its case and what the application did for it
	 * @return the scores, empty if this scorer does not apply
	 * @throws Exception if it cannot be scored: the score is 0, with the error
	 */
	List<Score> score(EvalOutput output) throws Exception;

	/**
	 * The name of scores that have none. A method with {@link EvalScorer} gives its own.
	 * @return the name
	 */
	default String name() {
		return getClass().getSimpleName();
	}

	/**
	 * A scorer with a name.
	 * @param name the name
	 * @param scorer what scores
	 * @return the scorer
	 */
	static Scorer of(String name, Scorer scorer) {
		Assert.hasText(name, "A scorer needs a name");
		return new Scorer() {

			@Override
			public List<Score> score(EvalOutput output) throws Exception {
				return scorer.score(output);
			}

			@Override
			public String name() {
				return name;
			}

		};
	}

}
