package dev.gai.braintrust.response.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Fields of a message that nobody knows, as servers that speak like OpenAI's add them.
 * Lists and objects say something; what is shorter describes the transport.
 */
@Internal
public final class OtherFields {

	private static final Set<String> KNOWN = Set.of("role", "content", "refusal", "annotations", "tool_calls",
			"function_call", "name", "reasoning_content", "reasoning", "thinking", "reasoning_details",
			"thinking_blocks", "context", "provider_specific_fields", "graph_data", "web_search_data", "executed_tools",
			"images", "audio", "extra_content", "token_ids", "prompt_token_ids", "logprobs");

	private OtherFields() {
	}

	/**
	 * Adds the fields of a message to those of the chunks before it.
	 * @param message a message, or a piece of one
	 * @param fields where to
	 */
	public static void add(JsonValue message, Map<String, Object> fields) {
		for (String name : message.names()) {
			JsonValue value = KNOWN.contains(name) ? JsonValue.ABSENT : message.get(name);
			Object plain = (value.isObject() || value.isArray()) ? value.plain() : null;
			if (plain instanceof List<?> list && !list.isEmpty()) {
				join(name, list, fields);
			}
			else if (plain instanceof Map<?, ?> object && !object.isEmpty()) {
				fields.put(name, object);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static void join(String name, List<?> more, Map<String, Object> fields) {
		if (fields.get(name) instanceof ArrayList<?> before) {
			// Made below, of the chunks before this one.
			((List<Object>) before).addAll(more);
		}
		else {
			fields.put(name, new ArrayList<>(more));
		}
	}

}
