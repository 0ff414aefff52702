package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A prompt that cannot be rendered: a variable is missing, or the template is not valid.
 * The message names the prompt, its version and what is wrong, and no value.
 *
 * @since 0.1.0
 */
@PublicApi
public final class PromptRenderingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PromptRenderingException(String message) {
		super(message);
	}

}
