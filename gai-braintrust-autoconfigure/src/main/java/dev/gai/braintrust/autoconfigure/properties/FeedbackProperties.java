package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Feedback on spans.
 *
 * @param secret Secret that signs feedback tokens. All instances of an application need
 * the same one. Defaults to one derived from the API key.
 * @param tokenTtl Time for which a feedback token is valid.
 * @param endpoint Endpoint that takes feedback from browsers.
 * @since 0.1.0
 */
public record FeedbackProperties(@Nullable ApiKey secret, @DefaultValue("30d") Duration tokenTtl,
		@DefaultValue Endpoint endpoint) {

	private static final int SHORTEST_SECRET = 16;

	private static final Duration LONGEST_TTL = Duration.ofDays(3650);

	/**
	 * Endpoint that takes feedback from browsers.
	 *
	 * @param enabled Whether to serve the feedback endpoint.
	 * @param path Path of the feedback endpoint.
	 * @param scores Names of the scores that a request may set.
	 * @param maxPerMinute Maximum number of requests per client and minute.
	 */
	public record Endpoint(@DefaultValue("false") boolean enabled, @DefaultValue("/gai/feedback") String path,
			@DefaultValue List<String> scores, @DefaultValue("60") int maxPerMinute) {

	}

	void check() {
		PropertyChecks.require(this.secret == null || this.secret.isBlank() || this.secret.length() >= SHORTEST_SECRET,
				"gai.braintrust.feedback.secret", "is too short to sign tokens",
				"Write " + SHORTEST_SECRET + " random characters or more, or leave it out.");
		PropertyChecks.require(
				!this.tokenTtl.isNegative() && !this.tokenTtl.isZero() && this.tokenTtl.compareTo(LONGEST_TTL) <= 0,
				"gai.braintrust.feedback.token-ttl", "is not a positive duration of at most ten years",
				"Write a duration, for example 30d.");
		PropertyChecks.require(this.endpoint.path().matches("(/[A-Za-z0-9._~-]+)+"),
				"gai.braintrust.feedback.endpoint.path", "is not a plain path",
				"Write a path that begins with a slash and does not end with one, for example /gai/feedback.");
		PropertyChecks.require(this.endpoint.maxPerMinute() > 0, "gai.braintrust.feedback.endpoint.max-per-minute",
				"is not a positive number", "Write a number above zero.");
	}

	/**
	 * The secret, or what it is derived from.
	 * @param authorization what spans are sent with
	 * @return what signs tokens; never shown
	 */
	public String signingSecret(String authorization) {
		return (this.secret != null && !this.secret.isBlank()) ? this.secret.authorization() : authorization;
	}

}
