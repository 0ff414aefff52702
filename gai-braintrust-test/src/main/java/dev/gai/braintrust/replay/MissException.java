package dev.gai.braintrust.replay;

/**
 * There is no answer to a request; the message says why, for a person.
 */
final class MissException extends Exception {

	private static final long serialVersionUID = 1L;

	MissException(String message) {
		super(message);
	}

}
