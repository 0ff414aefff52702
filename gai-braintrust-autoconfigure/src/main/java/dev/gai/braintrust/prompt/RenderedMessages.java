package dev.gai.braintrust.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages in OpenAI's form into ours.
 */
final class RenderedMessages {

	private RenderedMessages() {
	}

	static Message message(Map<String, @Nullable Object> message) {
		return new Message(text(message.get("role"), "user"), message.get("content"),
				toolCalls(message.get("tool_calls")), nullable(message.get("tool_call_id")));
	}

	private static List<ToolCall> toolCalls(@Nullable Object calls) {
		List<ToolCall> read = new ArrayList<>();
		if (calls instanceof List<?> list) {
			for (Object call : list) {
				if (call instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> function) {
					read.add(new ToolCall(nullable(map.get("id")), text(function.get("name"), ""),
							text(function.get("arguments"), "{}")));
				}
			}
		}
		return read;
	}

	/**
	 * The text of a message, its text parts joined.
	 */
	static String text(Message message) {
		if (message.content() instanceof List<?> parts) {
			StringBuilder text = new StringBuilder();
			for (Object part : parts) {
				if (part instanceof Map<?, ?> map && map.get("text") instanceof String value) {
					text.append(text.isEmpty() ? "" : "\n").append(value);
				}
			}
			return text.toString();
		}
		return (message.content() != null) ? message.content().toString() : "";
	}

	private static String text(@Nullable Object value, String valueIfAbsent) {
		return (value instanceof String text) ? text : valueIfAbsent;
	}

	private static @Nullable String nullable(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

}
