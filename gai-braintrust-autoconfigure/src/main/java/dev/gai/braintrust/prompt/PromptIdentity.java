package dev.gai.braintrust.prompt;

import org.jspecify.annotations.Nullable;

/**
 * Which prompt something is.
 *
 * @param id id of the prompt, {@code null} for a copy that does not say
 * @param projectId id of its project
 * @param version id of the transaction that saved it
 * @param slug its slug
 * @param name its name
 */
record PromptIdentity(@Nullable String id, @Nullable String projectId, @Nullable String version, String slug,
		String name) {

	@Override
	public String toString() {
		return "'" + this.slug + "'" + ((this.version != null) ? " (version " + this.version + ")" : "");
	}

}
