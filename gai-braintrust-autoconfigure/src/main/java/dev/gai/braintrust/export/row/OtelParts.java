package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of one message, of a message in the shape of OpenAI's chat completions. What
 * the conventions have no part for is a part of type {@code generic}.
 */
final class OtelParts {

	/** Numbers as they were written, since a tool may compare them. */
	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final List<Object> parts = new ArrayList<>();

	List<Object> all() {
		return this.parts;
	}

	/**
	 * Adds what a message says.
	 * @param message the message
	 */
	void addMessage(Map<?, ?> message) {
		addReasoning(message.get("reasoning"));
		Object content = message.get("content");
		Object answered = message.get("tool_call_id");
		if (answered != null || "tool".equals(message.get("role"))) {
			this.parts.add(part("tool_call_response", "id", answered, "response", (content != null) ? content : ""));
		}
		else {
			addContent(content);
		}
		if (message.get("refusal") instanceof String refusal && !refusal.equals(content)) {
			this.parts.add(part("refusal", "content", refusal));
		}
		if (message.get("audio") != null) {
			this.parts.add(part("generic", "content", message.get("audio")));
		}
		if (message.get("function_call") instanceof Map<?, ?> call) {
			addCall(null, call);
		}
		list(message.get("tool_calls")).forEach(this::addCall);
		list(message.get("items")).forEach(this::addItem);
	}

	/**
	 * Adds a text.
	 * @param text the text
	 */
	void addText(String text) {
		this.parts.add(part("text", "content", text));
	}

	private void addReasoning(@Nullable Object reasoning) {
		if (reasoning instanceof String text && !text.isEmpty()) {
			this.parts.add(part("reasoning", "content", text));
		}
		for (Object thought : list(reasoning)) {
			addReasoning((thought instanceof Map<?, ?> map) ? map.get("content") : thought);
		}
	}

	private void addContent(@Nullable Object content) {
		if (content instanceof List<?> several) {
			several.forEach(this::addPart);
		}
		else if (content instanceof Map<?, ?>) {
			addPart(content);
		}
		else if (content != null) {
			addText(String.valueOf(content));
		}
	}

	private void addPart(@Nullable Object part) {
		Map<?, ?> fields = (part instanceof Map<?, ?> map) ? map : Map.of();
		if (part instanceof String text) {
			addText(text);
		}
		else if (fields.get("text") instanceof String text) {
			addText(text);
		}
		else if (fields.get("refusal") instanceof String refusal) {
			this.parts.add(part("refusal", "content", refusal));
		}
		else if (fields.get("image_url") instanceof Map<?, ?> image && isAddress(image.get("url"))) {
			this.parts.add(part("uri", "modality", "image", "uri", image.get("url")));
		}
		else if (fields.get("file") instanceof Map<?, ?> file && file.get("file_id") instanceof String id) {
			this.parts.add(part("file", "modality", "document", "file_id", id));
		}
		else if (part != null) {
			this.parts.add(part("generic", "content", part));
		}
	}

	/** What stands for bytes that are sent by themselves is no address. */
	private static boolean isAddress(@Nullable Object url) {
		return url instanceof String text && !text.startsWith("<");
	}

	private void addCall(@Nullable Object element) {
		if (element instanceof Map<?, ?> call && call.get("function") instanceof Map<?, ?> function) {
			addCall(call.get("id"), function);
		}
		else if (element != null) {
			this.parts.add(part("generic", "content", element));
		}
	}

	private void addCall(@Nullable Object id, Map<?, ?> function) {
		Object name = (function.get("name") instanceof String named) ? named : "unknown";
		this.parts.add(part("tool_call", "id", id, "name", name, "arguments", arguments(function.get("arguments"))));
	}

	/** The conventions expect an object; what a model wrote may be none. */
	private static @Nullable Object arguments(@Nullable Object arguments) {
		if (!(arguments instanceof String text) || !text.stripLeading().startsWith("{")) {
			return arguments;
		}
		try {
			return mapper.readValue(text, Object.class);
		}
		catch (JacksonException ex) {
			return text;
		}
	}

	/** What the provider's own tools did. */
	private void addItem(@Nullable Object element) {
		if (!(element instanceof Map<?, ?> item) || !(item.get("type") instanceof String type)) {
			return;
		}
		if (type.endsWith("_result") || type.endsWith("_output")) {
			Object call = (item.get("tool_use_id") != null) ? item.get("tool_use_id") : item.get("call_id");
			this.parts.add(part("server_tool_call_response", "id", call, "server_tool_call_response", item));
		}
		else {
			Object name = (item.get("name") instanceof String named) ? named : type;
			this.parts.add(part("server_tool_call", "id", item.get("id"), "name", name, "server_tool_call", item));
		}
	}

	private static List<?> list(@Nullable Object value) {
		return (value instanceof List<?> list) ? list : List.of();
	}

	private static Map<String, Object> part(String type, @Nullable Object... fields) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		for (int i = 0; i < fields.length; i += 2) {
			Object value = fields[i + 1];
			if (value != null) {
				part.put(String.valueOf(fields[i]), "id".equals(fields[i]) ? String.valueOf(value) : value);
			}
		}
		return part;
	}

}
