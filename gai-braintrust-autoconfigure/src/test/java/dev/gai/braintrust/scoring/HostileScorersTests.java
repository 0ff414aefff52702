package dev.gai.braintrust.scoring;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scorers that do what no scorer should: the call that they score, and the scorers beside
 * them, notice nothing.
 */
@Tag("thorough")
class HostileScorersTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	final ScoringPipeline scored = new ScoringPipeline(braintrust);

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0001, 1.0001, 1e300 })
	void aScoreThatIsNoneIsAFailure(double value) {
		start(scorer("odd", () -> Score.of(value)), scorer("fine", () -> Score.of(1)));

		call();

		this.scored.await("odd", ScoringOutcome.FAILED, 1);
		this.scored.await("fine", ScoringOutcome.SCORED, 1);
		assertThat(SentSpan.named(this.scored.sent(3), "odd").attributes()).doesNotContainKey("braintrust.scores");
	}

	@Test
	void namesThatAreNoneAreFailures() {
		start(scorer("none", () -> Score.of(null, 1)), scorer("blank", () -> Score.of(" \t", 1)),
				scorer("fine", () -> Score.of(1)));

		call();

		this.scored.await("none", ScoringOutcome.FAILED, 1);
		this.scored.await("blank", ScoringOutcome.FAILED, 1);
		this.scored.await("fine", ScoringOutcome.SCORED, 1);
	}

	@Test
	void hundredsOfNamesAreScoresOfOneScorer() {
		AtomicInteger names = new AtomicInteger();
		start(scorer("many", () -> Score.of("name " + names.incrementAndGet() + "x".repeat(1000), 1)));

		for (int i = 0; i < 500; i++) {
			call();
			int done = i + 1;
			if (done % 100 == 0) {
				Awaitility.await().until(() -> this.scored.scoring().count("many", ScoringOutcome.SCORED) == done);
			}
		}

		this.scored.await("many", ScoringOutcome.SCORED, 500);
		// Names from outside are no names of meters or of the status.
		assertThat(this.scored.scoring().status().keySet()).hasSizeLessThan(10);
	}

	@Test
	void whatAScorerDoesIsNotScoredAgain() {
		AtomicInteger asked = new AtomicInteger();
		SpanScorer all = SpanScorer.of("all", SpanFilter.any(), (span) -> {
			asked.incrementAndGet();
			this.scored.genAi().agent("judge").run((agent) -> call());
			return Score.of(0.5);
		});
		start(all);

		call();

		this.scored.await("all", ScoringOutcome.SCORED, 1);
		// The call, its score, and the judge with a call of its own.
		assertThat(this.scored.sent(4)).hasSize(4);
		assertThat(asked).hasValue(1);
	}

	@Test
	void aScoreMaySayMoreThanThereIsRoomFor() {
		start(scorer("talkative", () -> {
			Score score = Score.of(0.5).reason("r".repeat(5_000_000));
			for (int i = 0; i < 500; i++) {
				score = score.metadata("k" + i, "v".repeat(10_000));
			}
			return score;
		}));

		call();

		this.scored.await("talkative", ScoringOutcome.SCORED, 1);
		SentSpan score = SentSpan.named(this.scored.sent(2), "talkative");
		assertThat(score.attribute("braintrust.scores")).isEqualTo("{\"talkative\":0.5}");
		assertThat(score.span().getSerializedSize()).isLessThan(6 * 1024 * 1024);
	}

	private static SpanScorer scorer(String name, java.util.function.Supplier<Score> score) {
		return SpanScorer.of(name, SpanFilter.model(), (span) -> score.get());
	}

	private void start(SpanScorer... scorers) {
		this.scored.start(TracedPipeline.sendingTo(braintrust),
				new ScoringSettings(1, Map.of(), 2, 1_000, Duration.ofSeconds(30), false), scorers);
	}

	private void call() {
		this.scored.genAi().llm("p", "m").run((span) -> span.input("question").output("answer"));
	}

}
