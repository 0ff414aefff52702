package dev.gai.braintrust.sample.demo;

import dev.gai.braintrust.dataset.DatasetRule;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Watches what customers are told: each answer of the support chat is scored after it has
 * been given, and one that is too long becomes a row of a dataset.
 */
@Configuration(proxyBeanMethods = false)
class AnswerQuality {

	/** The dataset of answers that are too long. */
	public static final String DATASET = "long answers";

	/** The score. */
	public static final String SCORE = "concise";

	private static final double LONG = 40;

	@Bean
	SpanScorer concise() {
		return SpanScorer.of(SCORE, SpanFilter.root().name("support chat"), AnswerQuality::concise);
	}

	private static Score concise(ScoredSpan span) {
		int length = span.outputText().length();
		return Score.of(Math.min(1, LONG / Math.max(1, length))).reason("The answer has " + length + " characters");
	}

	@Bean
	DatasetRule longAnswers() {
		return DatasetRule.scoredBelow(DATASET, 1).score(SCORE);
	}

}
