package dev.gai.braintrust.score;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;

import org.springframework.util.ClassUtils;

/**
 * Asks an evaluator of Spring AI. Not loaded where there is none.
 */
final class SpringAiJudgement implements SpanScorer.Judgement {

	private static final String EVALUATOR = "org.springframework.ai.evaluation.Evaluator";

	private final Evaluator evaluator;

	private SpringAiJudgement(Evaluator evaluator) {
		this.evaluator = evaluator;
	}

	static SpanScorer.Judgement of(Object evaluator) {
		boolean present = ClassUtils.isPresent(EVALUATOR, evaluator.getClass().getClassLoader());
		if (present && evaluator instanceof Evaluator known) {
			return new SpringAiJudgement(known);
		}
		throw new IllegalArgumentException(
				"A scorer of Spring AI needs an " + EVALUATOR + ", not a " + evaluator.getClass().getName());
	}

	@Override
	public @Nullable Score score(ScoredSpan span) {
		EvaluationResponse response = this.evaluator
			.evaluate(new EvaluationRequest(span.inputText(), List.of(), span.outputText()));
		float given = response.getScore();
		double value = (given > 0) ? Math.min(1, given) : response.isPass() ? 1 : 0;
		Score score = Score.of(value).reason(response.getFeedback());
		for (Map.Entry<String, Object> known : response.getMetadata().entrySet()) {
			score = score.metadata(known.getKey(), known.getValue());
		}
		return score;
	}

}
