package dev.gai.braintrust.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scorers that throw, hang or are asked too much.
 */
@Tag("thorough")
class ScorerFaultsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	final ScoringPipeline scored = new ScoringPipeline(braintrust);

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class })
	void survivesAScorerThatThrows(Class<? extends Throwable> type) {
		start(TracedPipeline.sendingTo(braintrust), scorer("broken", (span) -> {
			throw sneaky(type);
		}), scorer("fine", (span) -> Score.of(1)));

		call();
		call();

		this.scored.await("broken", ScoringOutcome.FAILED, 2);
		this.scored.await("fine", ScoringOutcome.SCORED, 2);
		SentSpan failed = SentSpan.named(this.scored.sent(6), "broken");
		assertThat(failed.attributes()).doesNotContainKey("braintrust.scores");
		assertThat(this.scored.scoring().status().get("broken").toString()).contains("lastFailure=" + type.getName());
	}

	@Test
	void interruptsAScorerThatHangsAndGoesOnWithTheOthers() {
		CountDownLatch never = new CountDownLatch(1);
		start(TracedPipeline.sendingTo(braintrust),
				new ScoringSettings(1, Map.of(), 1, 256, Duration.ofMillis(50), false), scorer("hanging", (span) -> {
					while (never.getCount() > 0) {
						try {
							never.await();
						}
						catch (InterruptedException ex) {
							// Does not care.
						}
					}
					return Score.of(0);
				}), scorer("fine", (span) -> Score.of(1)));

		for (int i = 0; i < 5; i++) {
			call();
		}

		this.scored.await("fine", ScoringOutcome.SCORED, 5);
		this.scored.await("hanging", ScoringOutcome.TIMEOUT, 1);
		this.scored.await("hanging", ScoringOutcome.HANGING, 4);
		assertThat(this.scored.scoring().trouble()).contains("'hanging' hangs");
		never.countDown();
		Awaitility.await().until(() -> this.scored.scoring().trouble() == null);
		call();
		this.scored.await("hanging", ScoringOutcome.SCORED, 1);
	}

	@Test
	void boundsAFlood() throws InterruptedException {
		CountDownLatch go = new CountDownLatch(1);
		start(TracedPipeline.sendingTo(braintrust).queue(20_000, 64_000_000),
				new ScoringSettings(1, Map.of(), 2, 16, Duration.ofSeconds(30), false), scorer("slow", (span) -> {
					go.await(20, TimeUnit.SECONDS);
					return Score.of(1);
				}));

		for (int i = 0; i < 2000; i++) {
			call();
		}
		go.countDown();

		Awaitility.await()
			.until(() -> this.scored.scoring().count("slow", ScoringOutcome.SCORED)
					+ this.scored.scoring().count("slow", ScoringOutcome.QUEUE_FULL) == 2000);
		assertThat(this.scored.scoring().count("slow", ScoringOutcome.SCORED)).isBetween(16L, 18L);
	}

	@Test
	void decidesATraceWhoseScorerHangs() {
		start(TracedPipeline.sendingTo(braintrust).ratio(0).keeper(TraceKeeper.scoredBelow(0.5)),
				new ScoringSettings(1, Map.of(), 1, 256, Duration.ofMillis(50), true), scorer("s", (span) -> {
					new CountDownLatch(1).await();
					return null;
				}));

		call();

		this.scored.await("s", ScoringOutcome.TIMEOUT, 1);
		Awaitility.await().until(() -> this.scored.pipeline().counts().unsampled() == 2);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void saysNothingOfScorersThatAreInterruptedAtTheEnd(CapturedOutput output) throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(1);
		start(TracedPipeline.sendingTo(braintrust), scorer("slow", (span) -> {
			asked.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("as clients of HTTP do", ex);
			}
			return Score.of(1);
		}));
		Set<Thread> idle = Set.copyOf(threads());
		call();
		asked.await();

		this.scored.scoring().close();

		this.scored.await("slow", ScoringOutcome.SHUTDOWN, 1);
		Awaitility.await().until(() -> idle.containsAll(threads()));
		assertThat(this.scored.sent(1)).extracting(SentSpan::name).containsExactly("chat m");
		assertThat(this.scored.scoring().status().get("slow").toString()).doesNotContain("lastFailure");
		assertThat(output).doesNotContain("Scoring failed", "A scorer failed", "InterruptedException");
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> Exception sneaky(Class<? extends Throwable> type) throws X {
		try {
			throw (X) type.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			return ex;
		}
	}

	private static SpanScorer scorer(String name, SpanScorer.Judgement judgement) {
		return SpanScorer.of(name, SpanFilter.model(), judgement);
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("gai-braintrust-scoring"))
			.toList();
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
