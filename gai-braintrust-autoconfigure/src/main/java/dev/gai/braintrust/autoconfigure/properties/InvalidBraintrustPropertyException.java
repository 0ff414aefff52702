package dev.gai.braintrust.autoconfigure.properties;

/**
 * A property has a value that cannot work. The message names the property and never
 * repeats a secret.
 *
 * @since 0.1.0
 */
public final class InvalidBraintrustPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String action;

	/**
	 * Creates an exception.
	 * @param property name of the property
	 * @param problem what is wrong with it, as the end of a sentence
	 * @param action what to write instead
	 */
	public InvalidBraintrustPropertyException(String property, String problem, String action) {
		super("Property '" + property + "' " + problem);
		this.property = property;
		this.action = action;
	}

	/**
	 * The property that is wrong.
	 * @return its name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * What helps.
	 * @return what to write instead, as a sentence
	 */
	public String action() {
		return this.action;
	}

}
