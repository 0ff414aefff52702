package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.Internal;

/**
 * Whom copies of prompts belong to.
 *
 * @param destination address of the API and the project
 * @param secret the authorization under which they were fetched; never written or shown
 * @since 0.1.0
 */
@Internal
public record PromptOwner(String destination, String secret) {

	/**
	 * Does not show the secret.
	 */
	@Override
	public String toString() {
		return this.destination;
	}

}
