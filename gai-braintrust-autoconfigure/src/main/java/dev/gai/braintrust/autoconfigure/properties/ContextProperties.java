package dev.gai.braintrust.autoconfigure.properties;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all spans of a request, session or user share.
 *
 * @param userFromSecurity Whether the principal of a web request becomes the user of all
 * its spans.
 * @param hashUsers Whether to send a keyed digest in place of user IDs from a
 * GenAiContext, an annotation or the principal.
 * @param hashSecret Secret with which to hash user IDs. Defaults to one derived from the
 * API key.
 * @since 0.1.0
 */
public record ContextProperties(@DefaultValue("false") boolean userFromSecurity,
		@DefaultValue("false") boolean hashUsers, @Nullable ApiKey hashSecret) {

	private static final int SHORTEST_SECRET = 16;

	void check() {
		PropertyChecks.require(
				this.hashSecret == null || this.hashSecret.isBlank() || this.hashSecret.length() >= SHORTEST_SECRET,
				"gai.braintrust.context.hash-secret", "is too short to hash users with",
				"Write " + SHORTEST_SECRET + " random characters or more, or leave it out.");
	}

	/**
	 * What users are hashed with.
	 * @param authorization what spans are sent with, {@code null} if they are not
	 * @return the secret; one that nobody knows if there is none. Never shown
	 */
	public String secret(@Nullable String authorization) {
		if (this.hashSecret != null && !this.hashSecret.isBlank()) {
			return this.hashSecret.authorization();
		}
		return (authorization != null) ? authorization : UUID.randomUUID().toString();
	}

}
