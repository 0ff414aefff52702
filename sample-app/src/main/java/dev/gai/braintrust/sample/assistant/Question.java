package dev.gai.braintrust.sample.assistant;

import java.util.List;

/**
 * A question whose answer is known.
 *
 * @param text the question
 * @param expected words that a good answer has
 */
public record Question(String text, List<String> expected) {

	/** The questions that both styles have to answer. */
	public static final List<Question> ALL = List.of(
			new Question("What does HTTP status 429 mean?", List.of("too many requests", "retry-after")),
			new Question("What is a span?", List.of("operation", "parent", "duration")),
			new Question("What does sampling do?", List.of("share", "traces")));

	/**
	 * How much of what is expected an answer has.
	 * @param answer the answer
	 * @return a share from 0 to 1
	 */
	public double scoreOf(String answer) {
		String text = answer.toLowerCase();
		return (double) this.expected.stream().filter(text::contains).count() / this.expected.size();
	}

}
