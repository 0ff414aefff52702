package dev.gai.braintrust.score;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Scores what the application does in production. Each bean of this type is asked for its
 * score of every span that its filter lets through, after the span has ended and on a
 * thread of this library; it must be thread-safe. The score becomes a child of the span.
 * <p>
 * It may call models, whose calls are shown below the score. Spans that it starts while
 * it scores are not scored themselves. One that fails, or takes longer than
 * {@code gai.braintrust.scoring.timeout}, costs its own score only; one that hangs is
 * interrupted, and not asked again until it returns.
 *
 * @since 0.1.0
 */
@PublicApi
public interface SpanScorer {

	/**
	 * The name of the scorer, and of its score unless that has one of its own.
	 * @return the name, different from those of all other scorers
	 */
	String name();

	/**
	 * The spans that are scored. Asked once.
	 * @return the filter: all calls of models unless overridden
	 */
	default SpanFilter filter() {
		return SpanFilter.model();
	}

	/**
	 * Scores a span.
	 * @param span the span
	 * @return the score, {@code null} where this span cannot be scored
	 * @throws Exception if there is no score; it is counted and shown at the score
	 */
	@Nullable Score score(ScoredSpan span) throws Exception;

	/**
	 * A scorer of calls of models and other spans.
	 * @param name the name of the scorer, for example {@code polite}
	 * @param filter the spans that are scored
	 * @param judgement gives the score
	 * @return a scorer
	 */
	static SpanScorer of(String name, SpanFilter filter, Judgement judgement) {
		Assert.hasText(name, "A scorer needs a name");
		return new JudgedSpans(name, filter, judgement);
	}

	/**
	 * A scorer that asks an evaluator of Spring AI, for example a
	 * {@code RelevancyEvaluator}, for each call of a model. The evaluator gets the last
	 * message of the user and the answer. The score is the one of the response where it
	 * is above zero, else 1 for a pass and 0 for a fail.
	 * @param name the name of the scorer
	 * @param evaluator an {@code org.springframework.ai.evaluation.Evaluator}; the type
	 * is not named here because Spring AI is optional, and Spring looks at the methods of
	 * each bean
	 * @return a scorer
	 * @throws IllegalArgumentException if that is no evaluator of Spring AI
	 */
	static SpanScorer springAi(String name, Object evaluator) {
		return springAi(name, SpanFilter.model(), evaluator);
	}

	/**
	 * A scorer that asks an evaluator of Spring AI for some spans.
	 * @param name the name of the scorer
	 * @param filter the spans that are scored
	 * @param evaluator an {@code org.springframework.ai.evaluation.Evaluator}
	 * @return a scorer
	 * @throws IllegalArgumentException if that is no evaluator of Spring AI
	 * @see #springAi(String, Object)
	 */
	static SpanScorer springAi(String name, SpanFilter filter, Object evaluator) {
		return of(name, filter, SpringAiJudgement.of(evaluator));
	}

	/**
	 * Gives the score of a span.
	 */
	@PublicApi
	@FunctionalInterface
	interface Judgement {

		/**
		 * Scores a span.
		 * @param span the span
		 * @return the score, {@code null} where this span cannot be scored
		 * @throws Exception if there is no score
		 */
		@Nullable Score score(ScoredSpan span) throws Exception;

	}

}
