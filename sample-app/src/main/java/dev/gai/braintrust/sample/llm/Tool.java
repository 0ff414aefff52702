package dev.gai.braintrust.sample.llm;

import java.util.LinkedHashMap;
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
		Map<String, Object> schema = new LinkedHashMap<>();
		schema.put("type", "object");
		schema.put("properties", this.parameters);
		schema.put("required", List.copyOf(this.parameters.keySet()));
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", this.name);
		function.put("description", this.description);
		function.put("parameters", schema);
		Map<String, Object> definition = new LinkedHashMap<>();
		definition.put("type", "function");
		definition.put("function", function);
		return definition;
	}

}
