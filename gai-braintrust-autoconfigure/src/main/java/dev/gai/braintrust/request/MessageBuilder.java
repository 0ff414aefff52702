package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Puts together one message in the shape of OpenAI's chat completions from the parts that
 * another API makes it of.
 */
final class MessageBuilder {

	private final String role;

	private final List<Object> parts = new ArrayList<>();

	private final List<Object> calls = new ArrayList<>();

	private final List<Object> results = new ArrayList<>();

	private final StringBuilder reasoning = new StringBuilder();

	MessageBuilder(String role) {
		this.role = role;
	}

	void text(String text) {
		this.parts.add(Plain.object("type", "text", "text", text));
	}

	void part(@Nullable Object part) {
		if (part != null) {
			this.parts.add(part);
		}
	}

	void reasoning(@Nullable String text) {
		if (text != null) {
			this.reasoning.append((this.reasoning.isEmpty() || text.isEmpty()) ? "" : "\n").append(text);
		}
	}

	void call(@Nullable Object id, @Nullable Object name, @Nullable Object arguments) {
		this.calls.add(toolCall(id, name, arguments));
	}

	static Map<String, Object> toolCall(@Nullable Object id, @Nullable Object name, @Nullable Object arguments) {
		Map<String, Object> call = new LinkedHashMap<>();
		if (id != null) {
			call.put("id", id);
		}
		call.put("type", "function");
		call.put("function", Plain.object("name", (name != null) ? name : "", "arguments", Plain.json(arguments)));
		return call;
	}

	void result(@Nullable Object id, @Nullable Object content) {
		this.results.add(toolResult(id, content));
	}

	static Map<String, Object> toolResult(@Nullable Object id, @Nullable Object content) {
		Map<String, Object> result = Plain.object("role", "tool", "content", (content != null) ? content : "");
		if (id != null) {
			result.put("tool_call_id", id);
		}
		return result;
	}

	/**
	 * Adds the message, and those that answer calls of tools.
	 * @param messages where to
	 */
	void addTo(List<Object> messages) {
		messages.addAll(this.results);
		if (this.parts.isEmpty() && this.calls.isEmpty() && this.reasoning.isEmpty() && !this.results.isEmpty()) {
			return;
		}
		Map<String, @Nullable Object> message = new LinkedHashMap<>();
		message.put("role", this.role);
		message.put("content", content());
		if (!this.calls.isEmpty()) {
			message.put("tool_calls", this.calls);
		}
		if (!this.reasoning.isEmpty()) {
			message.put("reasoning", this.reasoning.toString());
		}
		messages.add(message);
	}

	/**
	 * What the message says.
	 * @return the text of one that is text only, else the parts; {@code null} if there
	 * are none
	 */
	@Nullable Object content() {
		return this.parts.isEmpty() ? null : textOrParts(this.parts);
	}

	/**
	 * A single part that is text is that text.
	 * @param parts the parts
	 * @return the text or the parts
	 */
	static Object textOrParts(List<?> parts) {
		if (parts.size() == 1 && parts.get(0) instanceof Map<?, ?> only && "text".equals(only.get("type"))
				&& only.get("text") instanceof String text) {
			return text;
		}
		return parts;
	}

}
