package dev.gai.braintrust.prompt;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks Braintrust for prompts.
 *
 * @since 0.1.0
 */
@Internal
public final class PromptSource {

	private final BraintrustApi api;

	private final ProjectReference project;

	/**
	 * Creates a source.
	 * @param api the API
	 * @param project the project that the prompts belong to
	 */
	public PromptSource(BraintrustApi api, ProjectReference project) {
		this.api = api;
		this.project = project;
	}

	/**
	 * Asks for a prompt.
	 * @return the answer with the prompt, {@code null} if Braintrust does not know it
	 */
	@Nullable JsonNode fetch(PromptKey key) throws InterruptedException {
		Map<String, String> parameters = new LinkedHashMap<>();
		Map.Entry<String, String> named = this.project.parameter();
		parameters.put(named.getKey(), named.getValue());
		parameters.put("slug", key.slug());
		String version = key.version().parameter();
		if (version != null) {
			parameters.put(version, String.valueOf(key.version().value()));
		}
		JsonNode answer = this.api.get("/v1/prompt", parameters);
		return switch (answer.path("objects").size()) {
			case 0 -> null;
			case 1 -> answer.path("objects").path(0);
			default -> throw new IllegalArgumentException("Braintrust knows more than one prompt of this slug");
		};
	}

}
