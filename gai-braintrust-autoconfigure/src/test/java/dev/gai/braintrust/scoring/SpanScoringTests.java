package dev.gai.braintrust.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.usage.Usage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Scores of spans that have ended, and which spans get them.
 */
@Tag("thorough")
class SpanScoringTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	final ScoringPipeline scored = new ScoringPipeline(braintrust);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void showsAScoreBelowTheSpanThatHasEnded(boolean synchronous) {
		TracedPipeline.Setup setup = TracedPipeline.sendingTo(braintrust);
		start(synchronous ? setup.synchronous() : setup, SpanScorer.of("polite", SpanFilter.model(),
				(span) -> Score.of(0.9).reason("not rude, key " + ScoringPipeline.SECRET).metadata("judge", "me")));

		call();

		this.scored.await("polite", ScoringOutcome.SCORED, 1);
		List<SentSpan> spans = this.scored.sent(2);
		SentSpan score = SentSpan.named(spans, "polite");
		SentSpan call = SentSpan.named(spans, "chat m");
		assertThat(score.parentId()).isEqualTo(call.spanId());
		assertThat(score.traceId()).isEqualTo(call.traceId());
		assertThat(score.attribute("braintrust.span_attributes"))
			.isEqualTo("{\"type\":\"score\",\"name\":\"polite\",\"purpose\":\"scorer\"}");
		assertThat(score.attribute("braintrust.scores")).isEqualTo("{\"polite\":0.9}");
		assertThat(score.json("braintrust.output_json").path("polite").asDouble()).isEqualTo(0.9);
		assertThat(score.json("braintrust.metadata").path("judge").asString()).isEqualTo("me");
		assertThat(score.json("braintrust.metadata").path("reason").asString()).startsWith("not rude")
			.doesNotContain("abcdefghij");
	}

	@Test
	void scoresATraceThatHasBeenSentAlready() throws InterruptedException {
		CountDownLatch sent = new CountDownLatch(1);
		start(TracedPipeline.sendingTo(braintrust), scorer("late", (span) -> {
			sent.await();
			return Score.of(1);
		}));

		call();
		String call = this.scored.sent(1).get(0).spanId();
		sent.countDown();

		this.scored.await("late", ScoringOutcome.SCORED, 1);
		assertThat(SentSpan.named(this.scored.sent(2), "late").parentId()).isEqualTo(call);
	}

	@Test
	void showsAScorerWhatTheApplicationSaw() {
		AtomicReference<ScoredSpan> seen = new AtomicReference<>();
		start(TracedPipeline.sendingTo(braintrust), scorer("view", (span) -> {
			seen.set(span);
			return null;
		}));

		call();

		this.scored.await("view", ScoringOutcome.SKIPPED, 1);
		// Not within the scorer: the compiler would try each assertion there many times.
		ScoredSpan span = seen.get();
		assertThat(span.inputText()).isEqualTo("What is 2+2?");
		assertThat(span.outputText()).isEqualTo("4 " + ScoringPipeline.SECRET);
		assertThat(span.provider()).isEqualTo("p");
		assertThat(span.model()).isEqualTo("m");
		assertThat(span.metadata()).containsEntry("user_id", "u-1");
		assertThat(span.usage()).isEqualTo(Usage.builder().input(3L).output(1L).build());
		assertThat(span.isRoot()).isTrue();
		assertThat(this.scored.sent(1)).hasSize(1);
	}

	@Test
	void hangsTheCallsOfAJudgeBelowTheScoreAndScoresNoneOfThem() {
		start(TracedPipeline.sendingTo(braintrust), scorer("judged", (span) -> {
			call();
			return Score.of(0.5);
		}));

		this.scored.genAi().agent("outer").run((span) -> span.output("x"));
		call();

		this.scored.await("judged", ScoringOutcome.SCORED, 1);
		List<SentSpan> spans = this.scored.sent(4);
		SentSpan score = SentSpan.named(spans, "judged");
		SentSpan judge = spans.stream()
			.filter((span) -> span.parentId().equals(score.spanId()))
			.findFirst()
			.orElseThrow();
		assertThat(judge.json("braintrust.span_attributes").path("purpose").asString()).isEqualTo("scorer");
		assertThat(this.scored.scoring().count("judged", ScoringOutcome.SCORED)).isEqualTo(1);
	}

	@Test
	void selectsByKindNameAndShare() {
		start(TracedPipeline.sendingTo(braintrust),
				new ScoringSettings(1, Map.of("none", 0.0, "all", 1.0), 2, 256, Duration.ofSeconds(10), false),
				SpanScorer.of("tools", SpanFilter.tool().name("execute_tool sea*"), (span) -> Score.of(1)),
				SpanScorer.of("agents", SpanFilter.agent(), (span) -> Score.of(1)),
				SpanScorer.of("roots", SpanFilter.root(), (span) -> Score.of(1)),
				SpanScorer.of("none", SpanFilter.any(), (span) -> Score.of(1)),
				SpanScorer.of("all", SpanFilter.any().ratio(0), (span) -> Score.of(1)),
				SpanScorer.of("off", SpanFilter.any().ratio(0), (span) -> Score.of(1)));

		this.scored.genAi().agent("a").run((agent) -> {
			this.scored.genAi().tool("search").run((tool) -> tool.output("found"));
			this.scored.genAi().tool("write").run((tool) -> tool.output("done"));
		});

		this.scored.await("all", ScoringOutcome.SCORED, 3);
		this.scored.await("tools", ScoringOutcome.SCORED, 1);
		this.scored.await("agents", ScoringOutcome.SCORED, 1);
		this.scored.await("roots", ScoringOutcome.SCORED, 1);
		assertThat(this.scored.scoring().status().get("none").toString()).contains("ratio=0.0", "scored=0");
		assertThat(this.scored.scoring().status().get("off").toString()).contains("ratio=0.0", "scored=0");
	}

	@Test
	void scoresNothingThatIsNotSent() {
		start(TracedPipeline.sendingTo(braintrust).ratio(0), scorer("s", (span) -> Score.of(1)));
		call();
		assertThat(this.scored.scoring().status()).containsEntry("waiting", 0);
		assertThat(this.scored.scoring().status().get("s").toString()).contains("scored=0");
	}

	@Test
	void waitsUntilATraceIsDecided() {
		start(TracedPipeline.sendingTo(braintrust).ratio(0).keeper(TraceKeeper.failed()),
				scorer("s", (span) -> Score.of(1)));

		call();
		this.scored.await("s", ScoringOutcome.UNSAMPLED, 1);
		this.scored.genAi().agent("a").run((agent) -> {
			call();
			agent.error(new IllegalStateException("x"));
		});

		this.scored.await("s", ScoringOutcome.SCORED, 1);
		assertThat(SentSpan.named(this.scored.sent(3), "s").parentId())
			.isEqualTo(SentSpan.named(this.scored.sent(3), "chat m").spanId());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void keepsATraceThatIsScoredLow(boolean synchronous) {
		TracedPipeline.Setup setup = TracedPipeline.sendingTo(braintrust).ratio(0).keeper(TraceKeeper.scoredBelow(0.5));
		start(synchronous ? setup.synchronous() : setup,
				new ScoringSettings(1, Map.of(), 2, 256, Duration.ofSeconds(10), true), scorer("s", (span) -> {
					call();
					return Score.of(span.outputText().startsWith("bad") ? 0.1 : 0.9);
				}));

		this.scored.genAi().llm("p", "good").run((span) -> span.output("good"));
		this.scored.genAi().llm("p", "bad").run((span) -> span.output("bad"));

		this.scored.await("s", ScoringOutcome.SCORED, 2);
		List<SentSpan> spans = this.scored.sent(3);
		assertThat(spans).extracting(SentSpan::name).containsExactlyInAnyOrder("chat bad", "s", "chat m");
		assertThat(SentSpan.named(spans, "s").attribute("braintrust.scores")).isEqualTo("{\"s\":0.1}");
		Awaitility.await().until(() -> this.scored.pipeline().counts().unsampled() == 3);
	}

	@Test
	void wantsScorersOfDifferentNames() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> start(TracedPipeline.sendingTo(braintrust), scorer("a", (span) -> null),
					scorer("a", (span) -> null)))
			.withMessageContaining("'a'");
	}

	private static SpanScorer scorer(String name, SpanScorer.Judgement judgement) {
		return SpanScorer.of(name, SpanFilter.model(), judgement);
	}

	private void call() {
		this.scored.genAi().llm("p", "m").run((span) -> {
			span.input("What is 2+2?").output("4 " + ScoringPipeline.SECRET).metadata("user_id", "u-1");
			span.usage(3, 1);
		});
	}

	private void start(TracedPipeline.Setup setup, SpanScorer... scorers) {
		start(setup, new ScoringSettings(1, Map.of(), 2, 256, Duration.ofSeconds(10), false), scorers);
	}

	private void start(TracedPipeline.Setup setup, ScoringSettings settings, SpanScorer... scorers) {
		this.scored.start(setup, settings, scorers);
	}

}
