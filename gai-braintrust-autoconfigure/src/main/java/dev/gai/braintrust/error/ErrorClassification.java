package dev.gai.braintrust.error;

import java.time.Duration;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The category of an error, and whether a retry may help.
 *
 * @param category the category
 * @param retryable whether another attempt may help
 * @param retryAfter how long the provider asks to wait before it, {@code null} if it does
 * not say; never negative
 * @since 0.1.0
 */
@PublicApi
public record ErrorClassification(ErrorCategory category, boolean retryable, @Nullable Duration retryAfter) {

	/**
	 * Creates a classification.
	 * @param category the category
	 * @param retryable whether another attempt may help
	 * @param retryAfter how long to wait before it, {@code null} if it is not said
	 * @throws IllegalArgumentException if the wait is negative
	 */
	public ErrorClassification {
		if (retryAfter != null && retryAfter.isNegative()) {
			throw new IllegalArgumentException("A wait of " + retryAfter + " is in the past");
		}
	}

	/**
	 * A classification that is retryable when its category is.
	 * @param category the category
	 * @return the classification
	 */
	public static ErrorClassification of(ErrorCategory category) {
		return new ErrorClassification(category, category.isRetryable(), null);
	}

}
