package dev.gai.braintrust.content;

/**
 * A masker of the application has missed its deadline, or is not called any more because
 * it has missed too many.
 */
final class MaskerTooSlowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MaskerTooSlowException() {
		super("A masker takes too long", null, false, false);
	}

}
