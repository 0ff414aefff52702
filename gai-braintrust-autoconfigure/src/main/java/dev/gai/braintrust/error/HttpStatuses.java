package dev.gai.braintrust.error;

import org.jspecify.annotations.Nullable;

/**
 * What the status of an answer means, where the answer says nothing more precise.
 */
final class HttpStatuses {

	private HttpStatuses() {
	}

	/**
	 * The category of a status.
	 * @param status the status
	 * @return the category, {@code null} if it is no error
	 */
	static @Nullable ErrorCategory category(int status) {
		return switch (status) {
			case 401, 407 -> ErrorCategory.UNAUTHORIZED;
			case 402 -> ErrorCategory.QUOTA_EXCEEDED;
			case 403, 451 -> ErrorCategory.FORBIDDEN;
			case 404, 410 -> ErrorCategory.NOT_FOUND;
			case 405, 501 -> ErrorCategory.UNSUPPORTED;
			// Cloudflare's 522 and 524, in front of many providers.
			case 408, 504, 522, 524 -> ErrorCategory.TIMEOUT;
			case 429 -> ErrorCategory.RATE_LIMITED;
			// Groq's flex tier and Anthropic.
			case 498, 529 -> ErrorCategory.OVERLOADED;
			case 499 -> ErrorCategory.CANCELLED;
			default -> {
				if (status >= 500) {
					yield ErrorCategory.PROVIDER_UNAVAILABLE;
				}
				yield (status >= 400) ? ErrorCategory.INVALID_REQUEST : null;
			}
		};
	}

}
