package dev.gai.braintrust.prompt;

/**
 * What is asked for.
 *
 * @param slug the slug of the prompt
 * @param version which version
 */
record PromptKey(String slug, PromptVersion version) {

	@Override
	public String toString() {
		return "'" + this.slug + "' (" + this.version + ")";
	}

}
