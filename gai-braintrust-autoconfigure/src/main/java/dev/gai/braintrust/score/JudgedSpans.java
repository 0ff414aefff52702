package dev.gai.braintrust.score;

import org.jspecify.annotations.Nullable;

/**
 * A scorer that is made of its parts.
 */
record JudgedSpans(String name, SpanFilter filter, SpanScorer.Judgement judgement) implements SpanScorer {

	@Override
	public @Nullable Score score(ScoredSpan span) throws Exception {
		return this.judgement.score(span);
	}

}
