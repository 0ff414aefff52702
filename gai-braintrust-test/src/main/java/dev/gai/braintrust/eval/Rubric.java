package dev.gai.braintrust.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.promise.PublicApi;

import org.springframework.util.Assert;

/**
 * The question that a model is asked when it judges an output, and the scores of its
 * choices. Immutable.
 *
 * @since 0.1.0
 */
@PublicApi
public final class Rubric {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{?(input|output|expected)}}?");

	private static final String CASE = """

			Question:
			{input}

			Expected answer:
			{expected}

			Answer to judge:
			{output}
			""";

	private final String name;

	private final String template;

	private final Map<String, Double> choices;

	private Rubric(String name, String template, Map<String, Double> choices) {
		this.name = name;
		this.template = template;
		this.choices = choices;
	}

	/**
	 * Whether the facts of the output are those of the expected answer.
	 * @return the rubric
	 */
	public static Rubric factuality() {
		Map<String, Double> choices = new LinkedHashMap<>();
		choices.put("SAME", 1.0);
		choices.put("MORE", 0.6);
		choices.put("LESS", 0.4);
		choices.put("CONFLICT", 0.0);
		return new Rubric("factuality", """
				Judge whether an answer states the same facts as the expected answer. Wording, tone and length do not
				matter. Choose:
				SAME if both state the same facts;
				MORE if the answer states all expected facts and others that do not contradict them;
				LESS if expected facts are missing and none is contradicted;
				CONFLICT if any expected fact is contradicted.
				""" + CASE, choices);
	}

	/**
	 * Whether the output meets a criterion.
	 * @param criteria what the answer must be or do
	 * @return the rubric
	 */
	public static Rubric closedQa(String criteria) {
		Assert.hasText(criteria, "A rubric needs a criterion");
		Map<String, Double> choices = new LinkedHashMap<>();
		choices.put("YES", 1.0);
		choices.put("NO", 0.0);
		return new Rubric("closedQa",
				"Judge whether an answer meets this criterion, and nothing else: "
						+ criteria.replaceAll("\\{\\{?(?=input|output|expected)", "(")
						+ "\nChoose YES if it does, NO if it does not.\n" + CASE,
				choices);
	}

	/**
	 * A rubric of one's own.
	 * @param template the question, in which {@code {input}}, {@code {output}} and
	 * {@code {expected}} stand for those of the case
	 * @param choices what the model may choose, with the score of each, 0 to 1
	 * @return the rubric
	 */
	public static Rubric of(String template, Map<String, ? extends Number> choices) {
		Assert.hasText(template, "A rubric needs a question");
		Assert.notEmpty(choices, "A rubric needs choices");
		Map<String, Double> scores = new LinkedHashMap<>();
		choices.forEach((choice, score) -> {
			double value = score.doubleValue();
			Assert.isTrue(value >= 0 && value <= 1,
					() -> "The choice '" + choice + "' must score between 0 and 1, not " + value);
			scores.put(choice, value);
		});
		return new Rubric("judge", template, Collections.unmodifiableMap(scores));
	}

	String name() {
		return this.name;
	}

	Map<String, Double> choices() {
		return this.choices;
	}

	/** Replaced in one go: what is put in may look like a placeholder itself. */
	String question(EvalOutput output) {
		Matcher matcher = PLACEHOLDER.matcher(this.template);
		String question = matcher.replaceAll((found) -> Matcher.quoteReplacement(switch (found.group(1)) {
			case "input" -> EvalOutput.text(output.example().input());
			case "output" -> output.text();
			default -> output.expectedText();
		}));
		return question + "\nGive your reason in one or two sentences. Then write as the last line, with one of "
				+ String.join(", ", this.choices.keySet()) + ":\nChoice: <choice>";
	}

}
