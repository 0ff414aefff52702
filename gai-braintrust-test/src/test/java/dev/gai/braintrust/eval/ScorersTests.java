package dev.gai.braintrust.eval;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.score.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ScorersTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			exactMatch     | Paris                   | Paris                   | 1
			exactMatch     | paris                   | Paris                   | 0
			contains       | It is Paris, of course. | Paris                   | 1
			contains       | It is Lyon.             | Paris                   | 0
			levenshtein    | kitten                  | sitting                 | 0.5714
			levenshtein    | same                    | same                    | 1
			jsonEquals     | {"a":1,"b":[1,2]}       | {"b":[1,2],"a":1.0}     | 1
			jsonEquals     | {"a":1,"b":[2,1]}       | {"b":[1,2],"a":1}       | 0
			jsonSimilarity | {"a":1,"b":2}           | {"b":2,"a":1}           | 1
			numeric        | 3.1416                  | 3.1415926               | 1
			numeric        | 3.2                     | 3.1415926               | 0
			""")
	void compareWithWhatIsExpected(String name, String output, String expected, double score) {
		Scorer scorer = Map
			.of("exactMatch", Scorers.exactMatch(), "contains", Scorers.contains(), "levenshtein",
					Scorers.levenshtein(), "jsonEquals", Scorers.jsonEquals(), "jsonSimilarity",
					Scorers.jsonSimilarity(), "numeric", Scorers.numeric(0.001))
			.get(name);

		assertThat(mean(scorer, output, expected)).isCloseTo(score, within(0.0001));
	}

	@Test
	void jsonIsAsSimilarAsItsFieldsAre() {
		assertThat(mean(Scorers.jsonSimilarity(), "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":3}")).isBetween(0.5, 0.99);
		assertThat(mean(Scorers.jsonSimilarity(), "[1]", "{\"a\":\"x\"}")).isLessThan(0.5);
	}

	@Test
	void aPatternMustMatchTheWholeOutput() {
		assertThat(mean(Scorers.matches("[A-Z]{2}-\\d+"), "AB-12", null)).isEqualTo(1);
		assertThat(mean(Scorers.matches("[A-Z]{2}-\\d+"), "see AB-12", null)).isZero();
	}

	@Test
	void aScorerThatThrowsGivesZeroWithItsErrorAndTheRunGoesOn() {
		EvalResult result = run(Scorer.of("broken", (output) -> {
			throw new IllegalStateException("no scale");
		}), "a", "a");

		NamedScore score = result.cases()
			.get(0)
			.scores()
			.stream()
			.filter((each) -> each.name().equals("broken"))
			.findFirst()
			.orElseThrow();
		assertThat(score.value()).isZero();
		assertThat(score.error()).contains("no scale");
	}

	@Test
	void aScorerThatDoesNotApplyGivesNoScore() {
		assertThat(run(Scorer.of("none", (output) -> List.<Score>of()), "a", "a").scores()).doesNotContainKey("none");
	}

	@Test
	void namesAndDataAreChecked() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<String, String>named("x")
				.data(List.of(EvalCase.of("a")))
				.task((example) -> "a")
				.scorers(Scorers.exactMatch(), Scorers.exactMatch())
				.run())
			.withMessageContaining("exactMatch");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<String, String>named("x").data(List.of()).task((example) -> "a").run())
			.withMessageContaining("x");
	}

	private static double mean(Scorer scorer, String output, String expected) {
		return Objects.requireNonNull(run(scorer, output, expected).scores().get(scorer.name())).mean();
	}

	private static EvalResult run(Scorer scorer, String output, String expected) {
		return Evaluation.<String, String>named("scorers")
			.data(List.of(EvalCase.of("in").expected(expected)))
			.task((example) -> output)
			.scorers(scorer)
			.run();
	}

}
