package dev.gai.braintrust.error;

import dev.gai.braintrust.promise.Internal;

/**
 * An exception of this library that knows what it means.
 *
 * @since 0.1.0
 */
@Internal
public interface ErrorCategoryCarrier {

	/**
	 * What the exception means.
	 * @return the category
	 */
	ErrorCategory errorCategory();

}
