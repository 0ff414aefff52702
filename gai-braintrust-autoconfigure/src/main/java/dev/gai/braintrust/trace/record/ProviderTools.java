package dev.gai.braintrust.trace.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gai.braintrust.response.LlmResponse;

/**
 * Finds the tools of the provider that an answer has used, and whose fee is neither in
 * its figures nor in the price of the model.
 */
final class ProviderTools {

	private static final Map<String, String> BY_ITEM = Map.of("image_generation_call", "image_generation",
			"code_interpreter_call", "code_interpreter", "x_search_call", "x_search", "bing_grounding_call",
			"bing_grounding");

	private ProviderTools() {
	}

	static Set<String> of(LlmResponse response) {
		Set<String> tools = Set.of();
		for (LlmResponse.Choice choice : response.choices()) {
			Object items = choice.message().fields().get("items");
			for (Object item : (items instanceof List<?> list) ? list : List.of()) {
				Object type = (item instanceof Map<?, ?> fields) ? fields.get("type") : null;
				String tool = (type instanceof String name) ? BY_ITEM.get(name) : null;
				if (tool != null) {
					// Of nearly all answers there is none.
					tools = tools.isEmpty() ? new TreeSet<>() : tools;
					tools.add(tool);
				}
			}
		}
		return tools;
	}

}
