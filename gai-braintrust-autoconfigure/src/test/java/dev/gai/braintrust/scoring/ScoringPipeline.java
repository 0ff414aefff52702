package dev.gai.braintrust.scoring;

import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pipeline whose spans are scored, until its test ends.
 */
final class ScoringPipeline implements AfterEachCallback {

	static final String SECRET = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD";

	private final BraintrustServer braintrust;

	private @Nullable TracedPipeline pipeline;

	private @Nullable SpanScoring scoring;

	ScoringPipeline(BraintrustServer braintrust) {
		this.braintrust = braintrust;
	}

	void start(TracedPipeline.Setup setup, ScoringSettings settings, SpanScorer... scorers) {
		TracedPipeline started = setup.start();
		this.pipeline = started;
		SpanScoring begun = new SpanScoring(List.of(scorers), settings, started.genAi().starter());
		this.scoring = begun;
		started.export().processor().listen(begun);
	}

	TracedPipeline pipeline() {
		return Objects.requireNonNull(this.pipeline, "not started");
	}

	SpanScoring scoring() {
		return Objects.requireNonNull(this.scoring, "not started");
	}

	GenAiTracer genAi() {
		return pipeline().genAi();
	}

	/** Waits until so often something became of a score, and no more often. */
	void await(String scorer, ScoringOutcome outcome, long count) {
		Awaitility.await().until(() -> scoring().count(scorer, outcome) >= count);
		assertThat(scoring().count(scorer, outcome)).isEqualTo(count);
	}

	List<SentSpan> sent(int count) {
		pipeline().flush();
		return this.braintrust.awaitSpans(count);
	}

	@Override
	public void afterEach(ExtensionContext test) {
		if (this.scoring != null) {
			this.scoring.close();
		}
		if (this.pipeline != null) {
			this.pipeline.close();
		}
	}

}
