package dev.gai.braintrust.feedback;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A feedback token that cannot be accepted: it was changed, made by somebody else, made
 * for another destination, or has expired. The message does not repeat it.
 *
 * @since 0.1.0
 */
@PublicApi
public final class InvalidFeedbackTokenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidFeedbackTokenException(String message) {
		super(message);
	}

}
