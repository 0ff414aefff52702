package dev.gai.braintrust.api;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.delivery.LogSafeText;
import dev.gai.braintrust.guard.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Says why there is no usable answer, without the API key.
 */
final class ApiFailures {

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	private final String key;

	/**
	 * Creates failures.
	 * @param authorization the scheme and the key
	 */
	ApiFailures(String authorization) {
		this.key = authorization.substring(authorization.indexOf(' ') + 1);
	}

	BraintrustApiException refused(String what, HttpResponse<byte[]> response) {
		// There is none in the 407 of a proxy that was asked for a tunnel.
		byte @Nullable [] body = response.body();
		String text = (body != null) ? new String(body, StandardCharsets.UTF_8) : "";
		String trace = response.headers()
			.firstValue("x-bt-internal-trace-id")
			.map((id) -> " (x-bt-internal-trace-id " + id + ")")
			.orElse("");
		Duration retryAfter = response.headers()
			.firstValue("Retry-After")
			.map((value) -> RetryAfter.parse(value, Clock.systemUTC(), LONGEST_WAIT))
			.orElse(null);
		return new BraintrustApiException(FailureCategory.of(response.statusCode()), response.statusCode(),
				safe(what + ": HTTP " + response.statusCode() + trace + (text.isBlank() ? "" : " " + text)),
				retryAfter);
	}

	BraintrustApiException notJson(String what, HttpResponse<byte[]> response) {
		String type = response.headers().firstValue("Content-Type").orElse("no content type");
		return new BraintrustApiException(FailureCategory.WRONG_ENDPOINT, response.statusCode(),
				safe(what + ": the answer is not JSON (" + type + ")"), null);
	}

	BraintrustApiException unanswered(FailureCategory category, String message) {
		return new BraintrustApiException(category, 0, safe(message), null);
	}

	private String safe(String text) {
		return LogSafeText.of(text, this.key);
	}

}
