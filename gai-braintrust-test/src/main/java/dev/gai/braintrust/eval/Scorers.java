package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

import dev.gai.braintrust.eval.value.CaseValue;
import dev.gai.braintrust.eval.value.JsonComparison;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.score.Score;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.evaluation.Evaluator;
import tools.jackson.databind.JsonNode;

/**
 * Scorers. Those that compare with what is expected do not apply to cases without it. All
 * are thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class Scorers {

	private Scorers() {
	}

	/**
	 * Whether the output is what is expected. Numbers are the same if their values are.
	 * @return the scorer
	 */
	public static Scorer exactMatch() {
		return comparing("exactMatch",
				(output) -> JsonComparison.equal(output.json(), output.example().expected()) ? 1 : 0);
	}

	/**
	 * Whether the output contains the expected text; of a list of texts, how many of
	 * them.
	 * @return the scorer
	 */
	public static Scorer contains() {
		return comparing("contains", (output) -> {
			JsonNode expected = output.example().expected();
			if (!expected.isArray()) {
				return output.text().contains(output.expectedText()) ? 1 : 0;
			}
			int found = 0;
			for (JsonNode part : expected) {
				found += output.text().contains(EvalOutput.text(part)) ? 1 : 0;
			}
			return expected.isEmpty() ? 1 : (double) found / expected.size();
		});
	}

	/**
	 * Whether the output, or the JSON that its text is, is the expected JSON. The order
	 * of fields does not matter.
	 * @return the scorer
	 */
	public static Scorer jsonEquals() {
		return comparing("jsonEquals", (output) -> JsonComparison.equal(JsonComparison.parsed(output.json()),
				JsonComparison.parsed(output.example().expected())) ? 1 : 0);
	}

	/**
	 * How similar the output is to the expected JSON: the mean over fields and elements,
	 * texts by their edit distance, numbers by their difference.
	 * @return the scorer
	 */
	public static Scorer jsonSimilarity() {
		return comparing("jsonSimilarity", (output) -> JsonComparison.similarity(JsonComparison.parsed(output.json()),
				JsonComparison.parsed(output.example().expected())));
	}

	/**
	 * How similar the output is to the expected text: 1 less the edit distance, as a
	 * share of the longer text.
	 * @return the scorer
	 */
	public static Scorer levenshtein() {
		return comparing("levenshtein", (output) -> JsonComparison.similarity(output.text(), output.expectedText()));
	}

	/**
	 * Whether the output is the expected number.
	 * @param tolerance how far it may be from it
	 * @return the scorer
	 */
	public static Scorer numeric(double tolerance) {
		return Scorer.of("numeric", (output) -> {
			if (output.example().expected().isNull()) {
				return List.of();
			}
			BigDecimal expected = CaseValue.number(output.expectedText());
			if (expected == null) {
				throw new IllegalStateException(
						"The expected value of the case is no number: " + output.expectedText());
			}
			BigDecimal given = CaseValue.number(output.text());
			if (given == null) {
				return List.of(Score.of(0).reason("The output is no number"));
			}
			boolean near = given.subtract(expected).abs().compareTo(BigDecimal.valueOf(tolerance)) <= 0;
			return List.of(Score.of(near ? 1 : 0));
		});
	}

	/**
	 * Whether the whole output matches.
	 * @param regex a regular expression, in which a dot matches line ends as well
	 * @return the scorer
	 */
	public static Scorer matches(String regex) {
		Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
		return Scorer.of("matches", (output) -> List.of(Score.of(pattern.matcher(output.text()).matches() ? 1 : 0)));
	}

	/**
	 * Whether tools were called in this order; others may have been called between.
	 * @param names the tools
	 * @return the scorer
	 */
	public static Scorer toolsCalled(String... names) {
		return TraceScorers.toolsCalled(List.of(names));
	}

	/**
	 * Whether the application's calls of models cost no more. Does not apply where their
	 * cost is not known.
	 * @param usd US dollars
	 * @return the scorer
	 */
	public static Scorer costAtMost(double usd) {
		return TraceScorers.costAtMost(BigDecimal.valueOf(usd));
	}

	/**
	 * Whether the application's calls of models cost no more. Does not apply where their
	 * cost is not known.
	 * @param usd US dollars, {@code 0.01} for example
	 * @return the scorer
	 */
	public static Scorer costAtMost(String usd) {
		return TraceScorers.costAtMost(new BigDecimal(usd));
	}

	/**
	 * How close in meaning the output is to the expected text: the cosine of their
	 * embeddings, 0 where it is negative.
	 * @param model makes the embeddings
	 * @return the scorer
	 */
	public static Scorer embeddingSimilarity(EmbeddingModel model) {
		return ModelScorers.embeddingSimilarity(model);
	}

	/**
	 * Has a model judge. Its name is {@code factuality}, {@code closedQa} or
	 * {@code judge}.
	 * @param client asks the model
	 * @param rubric what it is asked
	 * @return the scorer
	 */
	public static Scorer judge(ChatClient.Builder client, Rubric rubric) {
		return ModelScorers.judge(client, rubric);
	}

	/**
	 * Has an evaluator of Spring AI judge: 1 if the output passes, else 0. What it is
	 * checked against is the metadata {@code context} of the case, or what is expected.
	 * @param name the name
	 * @param evaluator the evaluator
	 * @return the scorer
	 */
	public static Scorer springAi(String name, Evaluator evaluator) {
		return ModelScorers.springAi(name, evaluator);
	}

	/**
	 * Has a function of the project in Braintrust judge. Needs a Spring test and an API
	 * key.
	 * @param slug the function
	 * @return the scorer
	 */
	public static Scorer hosted(String slug) {
		return new HostedScorer(slug);
	}

	private static Scorer comparing(String name, ToDoubleFunction<EvalOutput> comparison) {
		return Scorer.of(name, (output) -> output.example().expected().isNull() ? List.of()
				: List.of(Score.of(comparison.applyAsDouble(output))));
	}

}
