package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.EvalGate;
import dev.gai.braintrust.eval.EvalLimitChain;
import dev.gai.braintrust.eval.EvalLimits;
import dev.gai.braintrust.eval.EvalResult;
import dev.gai.braintrust.eval.EvalScorer;
import dev.gai.braintrust.eval.EvalTest;
import dev.gai.braintrust.eval.Evaluation;
import dev.gai.braintrust.eval.Scorer;
import dev.gai.braintrust.eval.Scorers;
import dev.gai.braintrust.eval.engine.EvalTestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some cases of an evaluation, run alone: how they are selected, and what they leave as
 * it was.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ExtendWith(OutputCaptureExtension.class)
@Tag("thorough")
class PartialRunTests {

	private static final String DIRECTORY = "gai.braintrust.eval.report-directory";

	private static final String UPLOAD = "gai.braintrust.eval.upload";

	private static final String CASES = "gai.eval.cases";

	private static final String BASELINE = "gai.eval.baseline";

	private static final String METHOD = "answers(dev.gai.braintrust.eval.EvalCase)";

	@TempDir
	private Path folder;

	@BeforeEach
	void prepare() {
		System.setProperty(DIRECTORY, this.folder.toString());
		Letters.wrong = "none";
	}

	@AfterEach
	void reset() {
		Stream.of(DIRECTORY, UPLOAD, CASES, BASELINE, "BRAINTRUST_API_KEY", "BRAINTRUST_API_URL")
			.forEach(System::clearProperty);
		Letters.baseline = null;
	}

	@Test
	void aRunOfSomeCasesLeavesTheReportOfAllAsItWas(CapturedOutput output) throws IOException {
		run(type());
		String whole = Files.readString(files().json());
		Letters.wrong = "b";
		System.setProperty(CASES, "b");

		run(type());

		assertThat(files().json()).content().isEqualTo(whole);
		assertThat(files().read().partOf()).isNull();
		EvalReport part = files().partial().read();
		assertThat(part.part()).isEqualTo("2 of 6 cases");
		assertThat(part.gate()).isNull();
		assertThat(part.cases()).extracting((each) -> each.id() + " " + each.trial()).containsExactly("b 1", "b 2");
		// Against the last run of all.
		assertThat(part.cases().get(0).scores().get(0).last()).isEqualTo(1);
		assertThat(this.folder.resolve("letters.partial.md")).content().contains("Only 2 of 6 cases were run.");
		assertThat(files().partial().page()).content().contains("<span class=\"badge warn\">Only 2 of 6 cases</span>");
		assertThat(output).contains("only 2 of 6 cases were run; the report of all is as it was")
			.contains("the gate was left out, and no baseline is written");
	}

	@Test
	void theNextRunOfAllIsComparedWithTheLastOfAll() throws IOException {
		run(type());
		Letters.wrong = "b";
		run(DiscoverySelectors.selectUniqueId(id(3)));
		Letters.wrong = "none";

		run(type());

		assertThat(files().partial().read().cases().get(0).scores().get(0).value()).isZero();
		assertThat(files().read().cases().get(2).scores().get(0).last()).isEqualTo(1);
	}

	@Test
	void aCaseIsSelectedByItsUniqueId() throws IOException {
		run(DiscoverySelectors.selectUniqueId(id(3)), DiscoverySelectors.selectUniqueId(id(6))).testEvents()
			.assertStatistics((statistics) -> statistics.started(2).succeeded(2));

		assertThat(files().partial().read().cases()).extracting((each) -> each.id() + " " + each.trial())
			.containsExactly("b 1", "c 2");
		assertThat(files().json()).doesNotExist();
	}

	@Test
	void aCaseIsSelectedByItsNumber() throws IOException {
		run(DiscoverySelectors.selectIteration(method(), 0, 4)).testEvents()
			.assertStatistics((statistics) -> statistics.started(2).succeeded(2));

		assertThat(files().partial().read().cases()).extracting((each) -> each.id() + " " + each.trial())
			.containsExactly("a 1", "c 1");
	}

	/** As Surefire and Gradle do, and an IDE for a method. */
	@Test
	void theWholeMethodIsSelectedByItsName() throws IOException {
		run(method()).testEvents().assertStatistics((statistics) -> statistics.started(6).succeeded(6));

		assertThat(files().read().partOf()).isNull();
	}

	@Test
	void aSelectionOfAllIsAllOfIt() throws IOException {
		System.setProperty(CASES, "a,b,c");

		run(type());

		assertThat(files().read().gate()).isNotNull();
		assertThat(files().partial().json()).doesNotExist();
	}

	@Test
	void aRunOfSomeCasesWritesNoBaseline() {
		Path baseline = this.folder.resolve("baseline.json");
		Letters.baseline = baseline.toString();
		System.setProperty(BASELINE, "update");
		System.setProperty(CASES, "b");

		run(type());

		assertThat(baseline).doesNotExist();
		System.clearProperty(CASES);
		run(type());
		assertThat(baseline).content().contains("\"a\"", "\"b\"", "\"c\"");
	}

	@Test
	void aRunOfSomeCasesIsNoExperimentUnlessItIsAskedFor(CapturedOutput output) throws IOException {
		try (ExperimentServer server = new ExperimentServer()) {
			System.setProperty("BRAINTRUST_API_KEY", ExperimentServer.KEY);
			System.setProperty("BRAINTRUST_API_URL", server.url());
			System.setProperty(CASES, "b");

			run(type());

			assertThat(server.requests()).isEmpty();
			assertThat(output).contains(
					"No experiment: not all cases were run; with gai.braintrust.eval.upload=always there would be one");
			System.setProperty(UPLOAD, "always");
			run(type());
			assertThat(files().partial().read().upload().state()).isEqualTo(ReportUpload.State.UPLOADED);
			assertThat(server.experiments()).singleElement()
				.satisfies((request) -> assertThat(request.path("metadata").path("partial").asString())
					.isEqualTo("2 of 6 cases"));
		}
	}

	@Test
	void aRunThatMayCostNothingDoesNotPass() throws IOException {
		EngineExecutionResults results = run(DiscoverySelectors.selectClass(Free.class));

		results.testEvents().assertStatistics((statistics) -> statistics.aborted(2).succeeded(0));
		assertThat(results.containerEvents().failed().stream())
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
			.singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("stopped after 0 of 2 cases: they cost 0 USD, maxCostUsd is 0");
		assertThat(ReportFiles.of(this.folder, "free").read().stoppedBecause()).isNotNull();
		EvalResult direct = Evaluation.<String, String>named("direct")
			.data(Free.cases())
			.task(EvalCase::name)
			.maxCostUsd(0)
			.run();
		assertThat(direct.partOf()).isZero();
		assertThat(Objects.requireNonNull(direct.gate()).passed()).isFalse();
	}

	@Test
	void anEvalThatIsNamedPartialHasFilesOfItsOwn() {
		assertThat(ReportFiles.of(this.folder, "letters.partial")).isNotEqualTo(files().partial());
	}

	private static EngineExecutionResults run(DiscoverySelector... selectors) {
		return EngineTestKit.engine(EvalTestEngine.ID).selectors(selectors).execute();
	}

	private static DiscoverySelector type() {
		return DiscoverySelectors.selectClass(Letters.class);
	}

	private static DiscoverySelector method() {
		return DiscoverySelectors.selectMethod(Letters.class, "answers", EvalCase.class);
	}

	private static String id(int number) {
		return "[engine:" + EvalTestEngine.ID + "]/[class:" + Letters.class.getName() + "]/[test-template:" + METHOD
				+ "]/[test-template-invocation:#" + number + "]";
	}

	private ReportFiles files() {
		return ReportFiles.of(this.folder, "letters");
	}

	static class Letters {

		static String wrong = "none";

		static String baseline;

		static Stream<EvalCase> cases() {
			return Stream.of("a", "b", "c").map((letter) -> EvalCase.of(letter).id(letter).expected(letter));
		}

		@EvalTest(name = "letters", data = "#cases", trials = 2)
		String answers(EvalCase example) {
			return example.input(String.class).replace(wrong, "?");
		}

		@EvalScorer
		Scorer exact() {
			return Scorers.exactMatch();
		}

		@EvalGate
		EvalLimits limits() {
			EvalLimitChain limits = EvalLimits.atLeast("exact", 0.5);
			return (baseline != null) ? limits.noRegression(baseline, 0.05) : limits;
		}

	}

	static class Free {

		static Stream<EvalCase> cases() {
			return Stream.of("a", "b").map(EvalCase::of);
		}

		@EvalTest(name = "free", data = "#cases", maxCostUsd = 0)
		String answers(EvalCase example) {
			return example.name();
		}

	}

}
