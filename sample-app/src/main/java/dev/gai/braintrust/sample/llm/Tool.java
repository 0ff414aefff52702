package dev.gai.braintrust.sample.llm;

import java.util.List;
import java.util.Map;

/**
 * A tool that a model is offered.
 *
 * @param name name of the tool
 * @param description what it does
 * @param parameters JSON schema of each argument; all are required
 */
public record Tool(String name, String description, Map<String, Map<String, Object>> parameters) {

	/**
	 * The definition as OpenAI's API wants it.
	 * @return the definition
	 */
	public Map<String, Object> definition() {
		Map<String, Object> schema = Map.of("type", "object", "properties", this.parameters, "required",
				List.copyOf(this.parameters.keySet()));
		return Map.of("type", "function", "function",
				Map.of("name", this.name, "description", this.description, "parameters", schema));
	}

}
