package dev.gai.braintrust.sample.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;

/**
 * A request in the form of OpenAI's chat completions API.
 */
final class WireFormat {

	private WireFormat() {
	}

	static Map<String, Object> of(ChatRequest request, String model, boolean stream) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("model", model);
		body.put("messages", request.messages().stream().map(WireFormat::of).toList());
		body.put("temperature", request.temperature());
		body.put("max_tokens", request.maxTokens());
		if (request.tool() != null) {
			body.put("tools", List.of(request.tool().definition()));
			body.put("tool_choice", Map.of("type", "function", "function", Map.of("name", request.tool().name())));
		}
		if (stream) {
			body.put("stream", true);
			body.put("stream_options", Map.of("include_usage", true));
		}
		return body;
	}

	private static Map<String, Object> of(Message message) {
		Map<String, Object> wire = new LinkedHashMap<>();
		wire.put("role", message.role());
		wire.put("content", message.content());
		if (!message.toolCalls().isEmpty()) {
			wire.put("tool_calls", message.toolCalls().stream().map(WireFormat::of).toList());
		}
		if (message.toolCallId() != null) {
			wire.put("tool_call_id", message.toolCallId());
		}
		return wire;
	}

	private static Map<String, Object> of(ToolCall call) {
		return Map.of("id", call.id(), "type", "function", "function",
				Map.of("name", call.name(), "arguments", call.arguments()));
	}

}
