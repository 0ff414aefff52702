package dev.gai.braintrust.export.row;

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

	/**
	 * The conventions want a reason of each answer, also where the provider gave none.
	 */
	private static final String UNKNOWN = "unknown";

	private final AttributeList attributes;

	private final Function<Object, String> json;

	private final boolean failed;

	/**
	 * Creates a writer of messages.
	 * @param attributes where to
	 * @param json writes a tree as JSON text
	 * @param failed whether the call ended with an error
	 */
	OtelMessages(AttributeList attributes, Function<Object, String> json, boolean failed) {
		this.attributes = attributes;
		this.json = json;
		this.failed = failed;
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
			put("gen_ai.input.messages", list.stream().map((element) -> message(element, "user")).toList());
		}
		else if (field.equals("output")) {
			put("gen_ai.output.messages", list.stream().map(this::choice).toList());
		}
	}

	private void put(String key, List<Map<String, Object>> messages) {
		if (!messages.isEmpty()) {
			this.attributes.put(key, this.json.apply(messages));
		}
	}

	private Map<String, Object> choice(@Nullable Object choice) {
		Object answer = (choice instanceof Map<?, ?> fields && fields.get("message") != null) ? fields.get("message")
				: choice;
		Object reason = (choice instanceof Map<?, ?> fields) ? fields.get("finish_reason") : null;
		Map<String, Object> message = message(answer, "assistant");
		message.put("finish_reason", finishReason(reason));
		return message;
	}

	private String finishReason(@Nullable Object reason) {
		if (reason instanceof String said && !said.isBlank()) {
			return switch (said) {
				case "tool_calls", "function_call" -> "tool_call";
				default -> said;
			};
		}
		return this.failed ? "error" : UNKNOWN;
	}

	private static Map<String, Object> message(@Nullable Object element, String speaker) {
		Map<String, Object> message = new LinkedHashMap<>();
		OtelParts parts = new OtelParts();
		if (element instanceof Map<?, ?> fields) {
			message.put("role", (fields.get("role") instanceof String role) ? role : speaker);
			parts.addMessage(fields);
			if (fields.get("name") instanceof String name) {
				message.put("name", name);
			}
		}
		else {
			message.put("role", speaker);
			parts.addText(String.valueOf(element));
		}
		message.put("parts", parts.all());
		return message;
	}

}
