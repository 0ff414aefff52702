package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;

/**
 * There is no copy of a prompt: not in memory, not in Braintrust, not from an earlier run
 * and not on the class path. The message lists the places that were tried, and the
 * results.
 *
 * @since 0.1.0
 */
@PublicApi
public final class PromptNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String slug;

	PromptNotFoundException(String slug, String message) {
		super(message);
		this.slug = slug;
	}

	/**
	 * The slug that was asked for.
	 * @return the slug
	 */
	public String slug() {
		return this.slug;
	}

}
