package dev.gai.braintrust.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import dev.gai.braintrust.score.Score;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Data, scores and baselines that are not as they should be.
 */
@Tag("thorough")
class EvalBadInputTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"input": 1}⏎[1]                              | line 2 is no JSON object
			{"input": 1}⏎{"input": 2} {"input": 3}        | line 2 is not JSON
			{"input": null}                               | line 1 has no input
			⏎⏎{"input": "a", "tags": [{}]}                | line 3 has a tag that is no text
			{"input": "a", "tags": [null]}                | line 1 has a tag that is no text
			{"input": "a", "tags": "x"}                   | line 1 has tags that are no JSON array
			{"input": "a", "id": {}}                      | line 1 has an id that is no text
			{"input": "a", "metadata": []}                | line 1 has metadata that is no JSON object
			{"input": "a", "input": "b"}                  | line 1 is not JSON: Duplicate
			""")
	void lineOfJsonIsNamed(String text, String wrong) throws IOException {
		assertThatIllegalArgumentException().isThrownBy(() -> read("cases.jsonl", text.replace('⏎', '\n')))
			.withMessageContaining("cases.jsonl, " + wrong);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			id,input⏎a,b,c⏎                   | line 2
			id,input⏎a⏎                       | line 2
			id,input⏎a,"b⏎c                   | line 2
			id,question⏎a,b                   | line 2 has no input
			id,input⏎a,⏎                      | line 2 has no input
			id,input⏎a,"b⏎c"⏎d,               | line 4 has no input
			""")
	void lineOfCsvIsNamed(String text, String wrong) throws IOException {
		assertThatIllegalArgumentException().isThrownBy(() -> read("cases.csv", text.replace('⏎', '\n')))
			.withMessageContaining("cases.csv, " + wrong);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\uFEFF{\"id\": \"a\", \"input\": \"one\u2028two\"}\r\n\r\n{\"input\": \"three\u0085\"}\r\n",
					"\uFEFF{\"id\": \"a\", \"input\": \"one\u2028two\"}\n{\"input\": \"three\u0085\"}" })
	void anyLineEndIsOneAndNothingElse(String text) throws IOException {
		List<EvalCase> cases = read("cases.jsonl", text);

		assertThat(cases).extracting((example) -> example.input(String.class))
			.containsExactly("one\u2028two", "three\u0085");
	}

	@Test
	void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
		List<EvalCase> cases = read("cases.csv", "\uFEFFid,input\r\na,\"one\r\ntwo\"\r\nb,\" x\"\r\n");

		assertThat(cases).extracting(EvalCase::id).containsExactly("a", "b");
		assertThat(cases).extracting((example) -> example.input(String.class)).containsExactly("one\r\ntwo", " x");
	}

	@Test
	void twoCasesOfOneIdAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> read("cases.jsonl", "{\"id\": 1, \"input\": \"a\"}\n{\"id\": \"1\", \"input\": \"b\"}"))
			.withMessageContaining("have the id '1', number 1 and number 2");
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1.1 })
	void aScoreOutsideOfItsRangeFailsItsCaseOnly(double value) {
		EvalResult result = run((output) -> List.of(Score.of(output.text().equals("b") ? value : 1)));

		assertThat(result.cases()).extracting(EvalCaseResult::passed).containsExactly(true, false);
		assertThat(result.cases().get(1).error()).contains("A score must be between 0 and 1");
		assertThat(result.scores().get("odd").mean()).isEqualTo(0.5);
	}

	@Test
	void aScorerThatThrowsScoresNothingAndSaysWhy() {
		EvalResult result = run((output) -> {
			throw new UnsupportedOperationException("not today");
		});

		assertThat(result.cases()).extracting(EvalCaseResult::passed).containsExactly(true, true);
		assertThat(result.scores().get("odd").mean()).isZero();
		assertThat(result.cases().get(0).scores()).anySatisfy((score) -> {
			assertThat(score.name()).isEqualTo("odd");
			assertThat(score.error()).contains("not today");
		});
	}

	@Test
	void aScoreThatIsGivenTwiceFailsItsCase() {
		EvalResult result = run((output) -> List.of(Score.of(1), Score.of(0)));

		assertThat(result.cases()).extracting(EvalCaseResult::passed).containsOnly(false);
		assertThat(result.cases().get(0).error())
			.contains("The scorer 'odd': It gave the score 'odd' a second time: give each a name of its own");
		assertThat(result.scores().get("odd").count()).isEqualTo(2);
	}

	@Test
	void aScoreOfTheNameOfAnotherFailsItsCase() {
		EvalResult result = run((output) -> List.of(Score.of("exactMatch", 1)));

		assertThat(result.cases()).extracting(EvalCaseResult::passed).containsOnly(false);
		assertThat(result.cases().get(0).error()).contains("It gave the score 'exactMatch' a second time");
	}

	@Test
	void scorersOfOneNameAreRefusedWithoutJUnitAsWell() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<String, String>named("two")
				.data(List.of(EvalCase.of("a")))
				.task((example) -> "a")
				.scorers(Scorers.exactMatch(), Scorers.exactMatch())
				.run())
			.withMessageContaining("Two scorers are named 'exactMatch'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"eval\": \"odd\", \"cases\": {\"a\": {\"odd\": \"high\"}}}",
			"{\"eval\": \"odd\", \"cases\": {\"a\": {\"odd\": null}}}", "{\"eval\": \"odd\", \"cases\": {\"a\": 1}}",
			"{\"eval\": \"odd\", \"cases\": []}", "[]", "{\"eval\": \"odd\", \"cases\": {\"a\": {\"odd\": 7}}}" })
	void aBaselineThatWasEditedWronglyFailsTheGateAndSaysHow(String text) throws IOException {
		Path file = this.folder.resolve("baseline.json");
		Files.writeString(file, text);

		EvalResult result = Evaluation.<String, String>named("odd")
			.data(List.of(EvalCase.of("a").id("a")))
			.task((example) -> "a")
			.scorers(Scorer.of("odd", (output) -> List.of(Score.of(1))))
			.gate(EvalLimits.noRegression(file.toString(), 0.05))
			.run();

		assertThat(result.gate().failures()).singleElement()
			.asString()
			.contains("baseline.json", "-Dgai.eval.baseline=update");
	}

	private List<EvalCase> read(String name, String text) throws IOException {
		Path file = this.folder.resolve(name);
		Files.writeString(file, text);
		return EvalData.read("file:" + file, null, (method) -> null);
	}

	private static EvalResult run(Function<EvalOutput, List<Score>> scorer) {
		return Evaluation.<String, String>named("odd")
			.data(List.of(EvalCase.of("a").id("a").expected("a"), EvalCase.of("b").id("b").expected("b")))
			.task((example) -> example.input(String.class))
			.scorers(Scorers.exactMatch(), Scorer.of("odd", scorer::apply))
			.run();
	}

}
