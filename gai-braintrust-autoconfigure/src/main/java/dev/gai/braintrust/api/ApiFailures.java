package dev.gai.braintrust.api;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.delivery.EchoedText;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.delivery.LogSafeText;
import dev.gai.braintrust.guard.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Says why there is no usable answer, without the API key and without content.
 */
final class ApiFailures {

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	private final String key;

	private final UnaryOperator<String> mask;

	/**
	 * Creates failures.
	 * @param authorization the scheme and the key
	 * @param mask masks what the API says
	 */
	ApiFailures(String authorization, UnaryOperator<String> mask) {
		this.key = authorization.substring(authorization.indexOf(' ') + 1).strip();
		this.mask = mask;
	}

	BraintrustApiException refused(String what, HttpResponse<byte[]> response, byte[] sent) {
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
				safe(what + ": HTTP " + response.statusCode() + trace + (text.isBlank() ? "" : " " + said(text, sent))),
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

	/**
	 * What the API says, without the key, without what it repeats of the request, and
	 * masked.
	 */
	private String said(String text, byte[] sent) {
		return this.mask.apply(EchoedText.without(LogSafeText.withoutSecret(text, this.key), List.of(sent), ""));
	}

	private String safe(String text) {
		return LogSafeText.of(text, this.key);
	}

}
