package dev.gai.braintrust.error;

/**
 * An exception of this library that knows what it means.
 *
 * @since 0.1.0
 */
public interface ErrorCategoryCarrier {

	/**
	 * What the exception means.
	 * @return the category
	 */
	ErrorCategory errorCategory();

}
