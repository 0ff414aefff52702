package dev.gai.braintrust.dataset;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A dataset that cannot be read: it does not exist, or Braintrust does not answer. The
 * message is fit for logs.
 *
 * @since 0.1.0
 */
@PublicApi
public final class DatasetException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DatasetException(String message) {
		super(message);
	}

}
