package dev.gai.braintrust.sample.assistant;

/**
 * The two variants of the experiment.
 */
public enum Style {

	/** One sentence. */
	CONCISE("Answer in one short sentence."),

	/** Several sentences. */
	DETAILED("Answer in detail, with the reasons.");

	private final String instruction;

	Style(String instruction) {
		this.instruction = instruction;
	}

	String instruction() {
		return this.instruction;
	}

	/**
	 * Name of the variant.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase();
	}

}
