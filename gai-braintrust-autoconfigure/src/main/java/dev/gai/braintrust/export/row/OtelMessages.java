package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.gai.braintrust.export.row.otlp.AttributeList;
import org.jspecify.annotations.Nullable;

/**
 * Messages as OpenTelemetry's conventions have them, for receivers that read these names
 * only. Content is taken from the fields that have been masked and cut.
 */
final class OtelMessages {

	private final AttributeList attributes;

	private final Function<Object, String> json;

	OtelMessages(AttributeList attributes, Function<Object, String> json) {
		this.attributes = attributes;
		this.json = json;
	}

	void write(RowFields fields) {
		for (RowField field : fields.all()) {
			// A cut field is not taken apart again: the row has what was kept of it.
			if (!field.truncated() && field.tree() instanceof List<?> list) {
				write(field.name(), list);
			}
		}
	}

	private void write(String field, List<?> list) {
		if (field.equals("input")) {
			put("gen_ai.input.messages", list.stream().map((element) -> message(element, null)).toList());
		}
		else if (field.equals("output")) {
			put("gen_ai.output.messages", list.stream().map(OtelMessages::choice).toList());
		}
	}

	private void put(String key, List<Map<String, Object>> messages) {
		if (!messages.isEmpty()) {
			this.attributes.put(key, this.json.apply(messages));
		}
	}

	private static Map<String, Object> choice(@Nullable Object choice) {
		return (choice instanceof Map<?, ?> fields) ? message(fields.get("message"), fields.get("finish_reason"))
				: message(choice, null);
	}

	private static Map<String, Object> message(@Nullable Object element, @Nullable Object finishReason) {
		Map<String, Object> message = new LinkedHashMap<>();
		List<Object> parts = new ArrayList<>();
		if (element instanceof Map<?, ?> fields) {
			Object role = fields.get("role");
			message.put("role", (role != null) ? role : "user");
			addContent(parts, fields);
			addCalls(parts, fields.get("tool_calls"));
		}
		else {
			message.put("role", "user");
			parts.add(part("text", "content", String.valueOf(element)));
		}
		message.put("parts", parts);
		if (finishReason != null) {
			message.put("finish_reason", finishReason);
		}
		return message;
	}

	private static void addContent(List<Object> parts, Map<?, ?> message) {
		Object content = message.get("content");
		Object call = message.get("tool_call_id");
		if (content == null) {
			return;
		}
		if (call != null) {
			Map<String, Object> response = part("tool_call_response", "id", call);
			response.put("response", content);
			parts.add(response);
		}
		else if (content instanceof List<?> several) {
			several.forEach((one) -> parts.add((one instanceof Map<?, ?> map && map.get("text") instanceof String text)
					? part("text", "content", text) : part("generic", "content", one)));
		}
		else {
			parts.add(part("text", "content", content));
		}
	}

	private static void addCalls(List<Object> parts, @Nullable Object calls) {
		if (!(calls instanceof List<?> list)) {
			return;
		}
		for (Object element : list) {
			if (element instanceof Map<?, ?> call && call.get("function") instanceof Map<?, ?> function) {
				Map<String, Object> part = part("tool_call", "id", call.get("id"));
				part.put("name", String.valueOf(function.get("name")));
				part.put("arguments", String.valueOf(function.get("arguments")));
				parts.add(part);
			}
		}
	}

	private static Map<String, Object> part(String type, String key, @Nullable Object value) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		if (value != null) {
			part.put(key, value);
		}
		return part;
	}

}
