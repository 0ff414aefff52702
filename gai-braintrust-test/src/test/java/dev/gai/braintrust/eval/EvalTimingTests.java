package dev.gai.braintrust.eval;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.engine.EvalTestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Cases that hang, and cases that run at the same time.
 */
@Tag("thorough")
class EvalTimingTests {

	private static final String PARALLELISM = "gai.eval.parallelism";

	@AfterEach
	void reset() {
		System.clearProperty(PARALLELISM);
	}

	@Test
	void aCaseThatHangsEndsAtItsTimeoutAndTheOthersGoOn() {
		EngineExecutionResults results = run(Hanging.class);

		results.testEvents().assertStatistics((statistics) -> statistics.started(3).succeeded(2).failed(1));
		assertThat(failure(results)).contains("exact: the mean is 0.6667, at least 1.0000 is asked for");
	}

	@Test
	void aCaseThatHangsForGoodEndsAtItsTimeoutOnAThreadOfItsOwn() {
		try {
			run(HangingForGood.class).testEvents()
				.assertStatistics((statistics) -> statistics.started(2).succeeded(1).failed(1));
		}
		finally {
			HangingForGood.over.countDown();
		}
	}

	@Test
	void casesRunAtTheSameTimeAsTheSettingSays() {
		System.setProperty(PARALLELISM, "2");

		run(Meeting.class).testEvents().assertStatistics((statistics) -> statistics.started(4).succeeded(4));
	}

	@Test
	void casesRunOneAfterTheOtherUnlessItIsSet() {
		OneByOne.most = 0;

		run(OneByOne.class).testEvents().assertStatistics((statistics) -> statistics.started(4).succeeded(4));

		assertThat(OneByOne.most).isEqualTo(1);
	}

	@Test
	void casesWithoutJUnitRunAtTheSameTimeAsWell() {
		System.setProperty(PARALLELISM, "2");
		CyclicBarrier two = new CyclicBarrier(2);

		EvalResult result = Evaluation.<Integer, String>named("meeting")
			.data(IntStream.range(0, 4).mapToObj(EvalCase::of))
			.task((example) -> "with " + two.await(30, TimeUnit.SECONDS))
			.run();

		assertThat(Objects.requireNonNull(result.scores().get("pass")).mean()).isEqualTo(1);
	}

	@Test
	void aSettingThatIsNoneSaysWhatToWrite() {
		System.setProperty(PARALLELISM, "many");

		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<Integer, String>named("x")
				.data(Stream.of(EvalCase.of(1)))
				.task((example) -> "")
				.run())
			.withMessage("gai.eval.parallelism = many: write a number, 1 or more");
		assertThat(failure(run(Meeting.class))).contains("gai.eval.parallelism = many: write a number, 1 or more");
	}

	private static EngineExecutionResults run(Class<?> type) {
		return EngineTestKit.engine(EvalTestEngine.ID).selectors(DiscoverySelectors.selectClass(type)).execute();
	}

	private static String failure(EngineExecutionResults results) {
		return results.containerEvents()
			.failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
			.map((failure) -> failure.getMessage()
					+ ((failure.getCause() != null) ? failure.getCause().getMessage() : ""))
			.findFirst()
			.orElse("none");
	}

	static class Hanging {

		static Stream<EvalCase> cases() {
			return Stream.of("quick", "hanging", "quick too").map((each) -> EvalCase.of(each).expected(each));
		}

		@EvalTest(data = "#cases")
		@Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
		String answers(EvalCase example) throws InterruptedException {
			String input = example.input(String.class);
			if (input.equals("hanging")) {
				new CountDownLatch(1).await();
			}
			return input;
		}

		@EvalScorer
		Scorer exact() {
			return Scorers.exactMatch();
		}

		@EvalGate
		EvalLimits limits() {
			return EvalLimits.atLeast("exact", 1);
		}

	}

	static class HangingForGood {

		static final CountDownLatch over = new CountDownLatch(1);

		static Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("hanging"), EvalCase.of("quick"));
		}

		@EvalTest(data = "#cases")
		@Timeout(value = 300, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
		String answers(EvalCase example) {
			boolean hangs = example.input(String.class).equals("hanging");
			while (hangs && over.getCount() > 0) {
				try {
					over.await();
				}
				catch (InterruptedException ex) {
					// It does not listen.
				}
			}
			return "";
		}

	}

	static class Meeting {

		private static final CyclicBarrier two = new CyclicBarrier(2);

		static Stream<EvalCase> cases() {
			return IntStream.range(0, 4).mapToObj(EvalCase::of);
		}

		@EvalTest(data = "#cases")
		String answers(EvalCase example) throws Exception {
			return "with " + two.await(30, TimeUnit.SECONDS);
		}

	}

	static class OneByOne {

		static int most;

		private static int running;

		static Stream<EvalCase> cases() {
			return IntStream.range(0, 4).mapToObj(EvalCase::of);
		}

		@EvalTest(data = "#cases")
		synchronized String answers(EvalCase example) {
			most = Math.max(most, ++running);
			running--;
			return "";
		}

	}

}
