package dev.gai.braintrust.autoconfigure;

/**
 * A property has a value that cannot work. The message names the property and never
 * repeats a secret.
 */
final class InvalidBraintrustPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String action;

	InvalidBraintrustPropertyException(String property, String problem, String action) {
		super("Property '" + property + "' " + problem);
		this.property = property;
		this.action = action;
	}

	String property() {
		return this.property;
	}

	String action() {
		return this.action;
	}

}
