package dev.gai.braintrust.score;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link SpanScorer}.
 */
@Tag("thorough")
class SpanScorerTests {

	/**
	 * Spring looks at all methods of a bean, which fails where the type of a parameter
	 * cannot be loaded.
	 */
	@ParameterizedTest
	@ValueSource(classes = { SpanScorer.class, SpanScorer.Judgement.class, ScoredSpan.class, SpanFilter.class,
			Score.class, JudgedSpans.class })
	void namesNoTypeOfALibraryThatMayBeAbsent(Class<?> type) {
		assertThat(Arrays.stream(type.getDeclaredMethods()).flatMap(SpanScorerTests::types).map(Class::getName))
			.noneMatch((name) -> name.startsWith("org.springframework.ai"));
	}

	@ParameterizedTest
	@CsvSource({ "true, 0, 1", "false, 0, 0", "true, 0.7, 0.7", "false, 0.2, 0.2", "true, 5, 1" })
	void takesTheScoreOfAnEvaluatorOrWhetherItPassed(boolean pass, float given, double expected) throws Exception {
		Evaluator evaluator = (request) -> new EvaluationResponse(pass, given,
				request.getUserText() + " " + request.getResponseContent(), Map.of("k", "v"));
		ScoredSpan span = Mockito.mock(ScoredSpan.class);
		Mockito.when(span.inputText()).thenReturn("question");
		Mockito.when(span.outputText()).thenReturn("answer");

		Score score = SpanScorer.springAi("relevant", evaluator).score(span);

		assertThat(score.value()).isCloseTo(expected, within(1e-6));
		assertThat(score.reason()).isEqualTo("question answer");
		assertThat(score.metadata()).containsEntry("k", "v");
	}

	@Test
	void refusesWhatIsNoEvaluator() {
		assertThatIllegalArgumentException().isThrownBy(() -> SpanScorer.springAi("relevant", "text"))
			.withMessageContaining("org.springframework.ai.evaluation.Evaluator");
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void refusesARatioThatIsNoShare(double ratio) {
		assertThatIllegalArgumentException().isThrownBy(() -> SpanFilter.model().ratio(ratio));
	}

	private static Stream<Class<?>> types(Method method) {
		return Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()));
	}

}
