package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Definitions of tools in the form of OpenAI's API. What is no function stays as it came.
 */
final class Tools {

	private Tools() {
	}

	/**
	 * The definitions.
	 * @param tools the tools of a request
	 * @return the definitions, {@code null} if there are none
	 */
	static @Nullable List<Object> of(@Nullable Object tools) {
		List<Object> definitions = new ArrayList<>();
		for (Object tool : Plain.list(tools)) {
			List<?> declared = Plain
				.list(Plain.first(Plain.map(tool), "functionDeclarations", "function_declarations"));
			if (declared.isEmpty()) {
				add(definitions, tool);
			}
			else {
				declared.forEach((function) -> add(definitions, function));
			}
		}
		return definitions.isEmpty() ? null : definitions;
	}

	private static void add(List<Object> definitions, @Nullable Object tool) {
		if (tool != null) {
			Map<?, ?> spec = Plain.map(Plain.map(tool).get("toolSpec"));
			definitions.add(definition(spec.isEmpty() ? Plain.map(tool) : spec, tool));
		}
	}

	private static Object definition(Map<?, ?> function, Object asItCame) {
		Object type = function.get("type");
		boolean isFunction = function.get("function") == null
				&& (type == null || type.equals("function") || type.equals("custom"));
		if (!isFunction || !(function.get("name") instanceof String name)) {
			return asItCame;
		}
		Object schema = Plain.first(function, "parameters", "input_schema", "inputSchema", "parametersJsonSchema",
				"parameters_json_schema");
		Object json = Plain.map(schema).get("json");
		Map<String, Object> shaped = Plain.object("name", name);
		put(shaped, "description", function.get("description"));
		put(shaped, "parameters", (json != null && Plain.map(schema).size() == 1) ? json : schema);
		put(shaped, "strict", function.get("strict"));
		return Plain.object("type", "function", "function", shaped);
	}

	private static void put(Map<String, Object> map, String name, @Nullable Object value) {
		if (value != null) {
			map.put(name, value);
		}
	}

}
