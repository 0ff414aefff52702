package dev.gai.braintrust.api;

import java.time.Duration;

import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * A request to Braintrust's REST API that failed. Its message is fit for logs: one line,
 * without the API key.
 *
 * @since 0.1.0
 */
public final class BraintrustApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final FailureCategory category;

	private final int httpStatus;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates a failure.
	 * @param category why the request failed
	 * @param httpStatus the status, zero if there was no answer
	 * @param message what happened, fit for logs
	 * @param retryAfter when the service wants to be asked again, if it said so
	 */
	public BraintrustApiException(FailureCategory category, int httpStatus, String message,
			@Nullable Duration retryAfter) {
		super(message);
		this.category = category;
		this.httpStatus = httpStatus;
		this.retryAfter = retryAfter;
	}

	/**
	 * Why the request failed.
	 * @return the category
	 */
	public FailureCategory category() {
		return this.category;
	}

	/**
	 * The HTTP status of the answer.
	 * @return the status, zero if there was no answer
	 */
	public int httpStatus() {
		return this.httpStatus;
	}

	/**
	 * When the service wants to be asked again.
	 * @return the wait, {@code null} if the service did not say
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Whether the same request may succeed later although nothing was changed here.
	 * @return {@code true} for rate limits, failures of the service and broken
	 * connections
	 */
	public boolean isTransient() {
		return switch (this.category) {
			case RATE_LIMITED, SERVER_ERROR, TIMEOUT, NETWORK -> true;
			default -> false;
		};
	}

}
