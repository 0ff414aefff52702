package dev.gai.braintrust.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What became of one request.
 *
 * @param httpStatus the status, zero if there was no answer
 * @param failure why the request failed, {@code null} if it was accepted
 * @param message what the service said, fit for logs
 * @param retryAfter when the service wants to be asked again
 * @param rejectedSpans spans of an accepted request that were not stored
 * @param took how long the exchange took
 * @since 0.1.0
 */
public record Answer(int httpStatus, @Nullable FailureCategory failure, String message, @Nullable Duration retryAfter,
		long rejectedSpans, Duration took) {

	/**
	 * Whether the request was accepted.
	 * @return whether the spans must not be sent again
	 */
	public boolean isAccepted() {
		return this.failure == null;
	}

	/**
	 * Whether something in the request is wrong, so that sending it again as it is cannot
	 * help.
	 * @return whether the request was refused
	 */
	public boolean isRefused() {
		return this.failure != null && this.failure.isRefusal();
	}

}
