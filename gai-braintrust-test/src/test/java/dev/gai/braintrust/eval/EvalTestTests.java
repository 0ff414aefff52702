package dev.gai.braintrust.eval;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.engine.EvalTestEngine;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Evaluations as tests of JUnit.
 */
class EvalTestTests {

	@Test
	void eachCaseIsATestAndItsOutputIsScored() {
		EngineExecutionResults results = run(Passing.class);

		results.testEvents().assertStatistics((statistics) -> statistics.started(4).succeeded(4));
		results.containerEvents().assertStatistics((statistics) -> statistics.failed(0));
		assertThat(results.testEvents().finished().map((event) -> event.getTestDescriptor().getDisplayName()))
			.containsExactly("a (trial 1)", "a (trial 2)", "two (trial 1)", "two (trial 2)");
	}

	@Test
	void aCaseThatFailsScoresNothingAndTheOthersGoOn() {
		EngineExecutionResults results = run(Failing.class);

		results.testEvents().assertStatistics((statistics) -> statistics.started(3).succeeded(1).failed(2));
		assertThat(failure(results)).contains("did not pass its gate")
			.contains("exact: the mean is 0.3333, at least 0.9000 is asked for")
			.contains("scorer");
	}

	@Test
	void oneCaseCanBeRunAloneAndLeavesTheGateOut() {
		String id = "[engine:" + EvalTestEngine.ID + "]/[class:" + Failing.class.getName()
				+ "]/[test-template:answers(dev.gai.braintrust.eval.EvalCase)]/[test-template-invocation:#1]";
		EngineExecutionResults results = EngineTestKit.engine(EvalTestEngine.ID)
			.selectors(DiscoverySelectors.selectUniqueId(id))
			.execute();

		results.testEvents().assertStatistics((statistics) -> statistics.started(1).succeeded(1));
		results.containerEvents().assertStatistics((statistics) -> statistics.failed(0));
	}

	@Test
	void oneCaseCanBeNamedWhereTheBuildToolSelectsMethodsOnly() {
		System.setProperty(CaseSelection.PROPERTY, "tw*");
		try {
			EngineExecutionResults results = run(Passing.class);

			results.testEvents().assertStatistics((statistics) -> statistics.skipped(2).started(2).succeeded(2));
			assertThat(results.testEvents().finished().map((event) -> event.getTestDescriptor().getDisplayName()))
				.containsExactly("two (trial 1)", "two (trial 2)");
			System.setProperty(CaseSelection.PROPERTY, "b, three");
			assertThat(failure(run(Passing.class))).isEqualTo(
					"gai.eval.cases = b,three is no case of 'passing'. Its cases are a, two; write some of them, "
							+ "separated by commas, `*` for any part of a name");
		}
		finally {
			System.clearProperty(CaseSelection.PROPERTY);
		}
	}

	@Test
	void nestedClassesHaveTheScorersAroundThem() {
		run(Outer.class).testEvents().assertStatistics((statistics) -> statistics.started(1).succeeded(1));
		assertThat(Outer.scored).hasValue("in");
	}

	@Test
	void otherTestsAreLeftToOtherEngines() {
		EngineTestKit.engine(EvalTestEngine.ID)
			.selectors(DiscoverySelectors.selectClass("dev.gai.braintrust.test.ContextTests"),
					DiscoverySelectors.selectClass(EvalTestTests.class))
			.execute()
			.allEvents()
			.assertStatistics((statistics) -> statistics.started(1).succeeded(1));
	}

	@Test
	void aScoreThatIsNoneFailsItsCaseOnly() {
		EngineExecutionResults results = run(Invalid.class);

		results.testEvents().assertStatistics((statistics) -> statistics.started(2).succeeded(1).failed(1));
		assertThat(results.testEvents()
			.failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class)
				.getThrowable()
				.orElseThrow()
				.getMessage()))
			.containsExactly("The scorer 'same': A score must be between 0 and 1, but is 2.0");
	}

	@Test
	void scorersOfOneNameAreRefused() {
		assertThat(failure(run(Twice.class))).contains("Two scorers are named 'same'");
	}

	@Test
	void missingDataSaysWhatToDo() {
		assertThat(failure(run(Missing.class))).contains("There is no file classpath:evals/none.jsonl");
	}

	@Test
	void dataWithoutACaseSaysWhatToDo() {
		assertThat(failure(run(Empty.class))).contains("There are no cases in #cases: add one at least");
	}

	private static EngineExecutionResults run(Class<?> type) {
		return EngineTestKit.engine(EvalTestEngine.ID).selectors(DiscoverySelectors.selectClass(type)).execute();
	}

	private static String failure(EngineExecutionResults results) {
		return results.containerEvents()
			.failed()
			.stream()
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
			.map(Throwable::getMessage)
			.findFirst()
			.orElse("none");
	}

	static class Passing {

		static Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("A").id("a").expected("a"), EvalCase.of("two").expected("two"));
		}

		@EvalTest(name = "passing", data = "#cases", trials = 2)
		String answers(EvalCase example) {
			return example.input(String.class).toLowerCase(java.util.Locale.ROOT);
		}

		@EvalScorer
		Scorer exact() {
			return Scorers.exactMatch();
		}

		@EvalScorer
		boolean brief(String output, EvalCase example) {
			return output.length() < 4;
		}

		@EvalGate("passing")
		EvalLimits limits() {
			return EvalLimits.atLeast("exact", 1).atLeast("brief", 1).atLeast("pass", 1);
		}

	}

	static class Failing {

		Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("1").expected("1"), EvalCase.of("x").expected("x"),
					EvalCase.of("y").expected("y"));
		}

		@EvalTest(data = "#cases")
		String answers(EvalCase example) {
			return Integer.toString(Integer.parseInt(example.input(String.class)));
		}

		@EvalScorer
		Scorer exact() {
			return Scorers.exactMatch();
		}

		@EvalGate
		EvalLimits limits() {
			return EvalLimits.atLeast("exact", 0.9);
		}

	}

	static class Outer {

		static final AtomicReference<String> scored = new AtomicReference<>();

		static Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("in"));
		}

		@EvalScorer
		double seen(String output) {
			scored.set(output);
			return 1;
		}

		@Nested
		class Inner {

			@EvalTest(data = "#cases")
			String answers(EvalCase example) {
				return example.input(String.class);
			}

		}

	}

	static class Invalid {

		static List<EvalCase> cases() {
			return List.of(EvalCase.of(1), EvalCase.of(2));
		}

		@EvalTest(data = "#cases")
		int answers(EvalCase example) {
			return example.input(Integer.class);
		}

		@EvalScorer
		double same(int output) {
			return output;
		}

	}

	static class Twice {

		@EvalTest(data = "#none")
		String answers(EvalCase example) {
			return "";
		}

		static Stream<EvalCase> none() {
			return Stream.of(EvalCase.of("x"));
		}

		@EvalScorer
		double same(String output) {
			return 1;
		}

		@EvalScorer
		double same(EvalCase example) {
			return 1;
		}

	}

	static class Empty {

		static Stream<EvalCase> cases() {
			return Stream.of();
		}

		@EvalTest(data = "#cases")
		String answers(EvalCase example) {
			return "";
		}

	}

	static class Missing {

		@EvalTest(data = "classpath:evals/none.jsonl")
		String answers(EvalCase example) {
			return "";
		}

	}

}
