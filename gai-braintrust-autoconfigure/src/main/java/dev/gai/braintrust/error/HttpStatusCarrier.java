package dev.gai.braintrust.error;

import dev.gai.braintrust.promise.Internal;

/**
 * An exception of this library that was made of the answer of a provider. Its message has
 * the beginning of the body.
 *
 * @since 0.1.0
 */
@Internal
public interface HttpStatusCarrier {

	/**
	 * Status of the answer.
	 * @return the status, 429 for example; 0 if there was none
	 */
	int statusCode();

}
