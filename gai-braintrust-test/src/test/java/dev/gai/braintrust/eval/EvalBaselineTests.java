package dev.gai.braintrust.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import static org.assertj.core.api.Assertions.assertThat;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("thorough")
class EvalBaselineTests {

	private static final List<EvalCase> cases = IntStream.rangeClosed(1, 12)
		.mapToObj((number) -> EvalCase.of("question " + number).id("case-" + number).expected("right"))
		.toList();

	@TempDir
	private Path folder;

	@AfterEach
	void readBaselinesAgain() {
		System.clearProperty(Baseline.PROPERTY);
	}

	@Test
	void saysHowABaselineIsWrittenWhereThereIsNone() {
		GateResult gate = run("answers", Set.of());

		assertThat(gate.passed()).isFalse();
		assertThat(gate.failures()).singleElement()
			.asString()
			.contains("there is no baseline", "run once with -Dgai.eval.baseline=update, and commit the file");
	}

	@Test
	void writesABaselineThatCanBeReadAndComparedWith() throws IOException {
		update("answers", Set.of("case-3"));

		assertThat(baseline()).content()
			.startsWith("{\n  \"eval\" : \"answers\"")
			.contains("\"case-3\" : {\n      \"exactMatch\" : 0.0,\n      \"pass\" : 1.0\n    }");
		String written = Files.readString(baseline());
		assertThat(run("answers", Set.of("case-3")).passed()).isTrue();
		update("answers", Set.of("case-3"));
		assertThat(baseline()).hasContent(written);
	}

	@Test
	void tellsARegressionFromNoise() {
		update("answers", Set.of());

		GateResult noise = run("answers", Set.of("case-1", "case-2"));
		assertThat(noise.passed()).isTrue();
		assertThat(noise.table()).contains("case-1, case-2");

		Set<String> wrong = Set.of("case-1", "case-2", "case-3", "case-4", "case-5", "case-6", "case-7");
		GateResult regression = run("answers", wrong);
		assertThat(regression.passed()).isFalse();
		// Seven changes to the worse, none to the better: 2 * 0.5^7.
		assertThat(regression.failures())
			.containsExactly("exactMatch: worse than the baseline by 0.5833 over 12 cases, p = 0.0156 is below 0.05");
		assertThat(regression.table().lines().filter((line) -> line.startsWith("exactMatch"))).singleElement()
			.asString()
			.contains("0.4167", "1.0000", "-0.5833", "0.0156", "case-7");
	}

	@Test
	void letsImprovementsPass() {
		update("answers", Set.of("case-1", "case-2", "case-3", "case-4", "case-5", "case-6", "case-7"));

		assertThat(run("answers", Set.of()).passed()).isTrue();
	}

	@Test
	void refusesTheBaselineOfAnotherEval() {
		update("answers", Set.of());

		assertThat(run("summaries", Set.of()).failures()).singleElement()
			.asString()
			.contains("is that of 'answers', not of 'summaries'");
	}

	@Test
	void saysWhichBaselineCannotBeRead() throws IOException {
		Files.writeString(baseline(), "{\"eval\":");

		assertThat(run("answers", Set.of()).failures()).singleElement()
			.asString()
			.contains(baseline().toString(), "cannot be read", "Restore it from git");
	}

	private void update(String name, Set<String> wrong) {
		System.setProperty(Baseline.PROPERTY, "update");
		assertThat(run(name, wrong).passed()).isTrue();
		System.clearProperty(Baseline.PROPERTY);
	}

	private GateResult run(String name, Set<String> wrong) {
		EvalResult result = Evaluation.<String, String>named(name)
			.data(cases)
			.task((example) -> wrong.contains(example.id()) ? "wrong" : "right")
			.scorers(Scorers.exactMatch())
			.gate(EvalLimits.noRegression(baseline().toString(), 0.05))
			.run();
		return Objects.requireNonNull(result.gate());
	}

	private Path baseline() {
		return this.folder.resolve("answers.json");
	}

}
