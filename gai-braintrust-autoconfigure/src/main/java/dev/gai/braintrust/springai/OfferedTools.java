package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/**
 * Definitions of tools in the form of OpenAI's API. They are the same from call to call,
 * so they are parsed once.
 */
final class OfferedTools {

	private static final int MAX_SCHEMAS = 512;

	private final Map<String, Object> schemas = new ConcurrentHashMap<>();

	@Nullable List<?> of(@Nullable List<ToolCallback> callbacks) {
		return (callbacks == null || callbacks.isEmpty()) ? null
				: callbacks.stream().map((callback) -> definition(callback.getToolDefinition())).toList();
	}

	private Map<String, Object> definition(ToolDefinition definition) {
		Map<String, Object> function = new LinkedHashMap<>();
		function.put("name", definition.name());
		function.put("description", definition.description());
		function.put("parameters", schema(definition.inputSchema()));
		Map<String, Object> tool = new LinkedHashMap<>();
		tool.put("type", "function");
		tool.put("function", function);
		return tool;
	}

	private Object schema(String text) {
		Object known = this.schemas.get(text);
		if (known != null) {
			return known;
		}
		Object parsed = ParsedJson.parse(text);
		Object schema = (parsed != null) ? parsed : Map.of();
		if (this.schemas.size() < MAX_SCHEMAS) {
			this.schemas.put(text, schema);
		}
		return schema;
	}

}
