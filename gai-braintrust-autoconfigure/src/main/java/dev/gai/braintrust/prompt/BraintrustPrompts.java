package dev.gai.braintrust.prompt;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The prompts that a team manages in Braintrust, available whether Braintrust can be
 * reached or not.
 * <p>
 * A prompt that was asked for before comes from memory at once and is refreshed in the
 * background. Only the first time, and only where there is neither a copy of an earlier
 * run nor one on the class path, does a call wait for Braintrust, for
 * {@code gai.braintrust.prompts.timeout} at most. Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public interface BraintrustPrompts {

	/**
	 * The latest version of a prompt.
	 * @param slug the slug that Braintrust shows for the prompt
	 * @return the prompt
	 * @throws PromptNotFoundException if there is no copy of it anywhere
	 */
	default BraintrustPrompt get(String slug) {
		return get(slug, PromptVersion.latest());
	}

	/**
	 * A version of a prompt.
	 * @param slug the slug that Braintrust shows for the prompt
	 * @param version which version
	 * @return the prompt
	 * @throws PromptNotFoundException if there is no copy of it anywhere
	 */
	BraintrustPrompt get(String slug, PromptVersion version);

}
