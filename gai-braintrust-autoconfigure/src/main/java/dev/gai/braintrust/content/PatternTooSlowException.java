package dev.gai.braintrust.content;

/**
 * A configured pattern reads a text far more often than it is long.
 */
final class PatternTooSlowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PatternTooSlowException() {
		super("A masking pattern takes too long", null, false, false);
	}

}
