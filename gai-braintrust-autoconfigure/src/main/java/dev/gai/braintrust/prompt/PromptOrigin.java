package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The origin of a copy of a prompt.
 *
 * @since 0.1.0
 */
@PublicApi
public enum PromptOrigin {

	/** From Braintrust, by this process. */
	BRAINTRUST,

	/** The last good copy that an earlier process has kept on disk. */
	DISK,

	/** The copy that the application brings on its class path. */
	FALLBACK

}
