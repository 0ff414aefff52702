package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests of Gemini's {@code generateContent}.
 */
final class GeminiRequest {

	private static final Set<String> READ = Set.of("contents", "systemInstruction", "system_instruction", "model",
			"tools");

	private GeminiRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		List<?> contents = contents(request);
		if (!are(contents)) {
			return null;
		}
		List<Object> messages = new ArrayList<>();
		Object system = Plain.first(request, "systemInstruction", "system_instruction");
		if (system instanceof String text) {
			MessagesRequest.addSystem(text, messages);
		}
		else if (isContent(system)) {
			add("system", Plain.map(system), messages);
		}
		for (Object content : contents) {
			if (content instanceof Map<?, ?> map) {
				String role = Plain.text(map.get("role"));
				add((role == null) ? "user" : role.equals("model") ? "assistant" : role, map, messages);
			}
			else if (content != null) {
				messages.add(content);
			}
		}
		String model = Plain.text(request.get("model"));
		return new ModelRequest((model != null && model.startsWith("models/")) ? model.substring(7) : model, messages,
				Parameters.of(request, READ), Tools.of(request.get("tools")), Map.of());
	}

	/** Google's clients also take a text. */
	private static List<?> contents(Map<?, ?> request) {
		Object contents = request.get("contents");
		if (contents instanceof String text && request.get("model") instanceof String) {
			return List.of(Map.of("parts", List.of(Map.of("text", text))));
		}
		return isContent(contents) ? List.of(contents) : Plain.list(contents);
	}

	/**
	 * Whether something is a list of contents.
	 * @param tree a plain tree
	 * @return whether it is
	 */
	private static boolean are(List<?> tree) {
		return tree.stream().anyMatch(GeminiRequest::isContent)
				&& tree.stream().allMatch((content) -> isContent(content) || Conversation.isMark(content));
	}

	private static boolean isContent(@Nullable Object content) {
		Object parts = Plain.map(content).get("parts");
		return parts instanceof List<?> || Plain.map(parts).get("text") instanceof String;
	}

	private static void add(String role, Map<?, ?> content, List<Object> messages) {
		MessageBuilder message = new MessageBuilder(role);
		Object parts = content.get("parts");
		for (Object part : (parts instanceof Map<?, ?>) ? List.of(parts) : Plain.list(parts)) {
			add(Plain.map(part), message, part);
		}
		message.addTo(messages);
	}

	private static void add(Map<?, ?> part, MessageBuilder message, @Nullable Object asItCame) {
		String text = Plain.text(part.get("text"));
		Map<?, ?> call = Plain.map(Plain.first(part, "functionCall", "function_call"));
		Map<?, ?> result = Plain.map(Plain.first(part, "functionResponse", "function_response"));
		Map<?, ?> inline = Plain.map(Plain.first(part, "inlineData", "inline_data"));
		Map<?, ?> file = Plain.map(Plain.first(part, "fileData", "file_data"));
		Object address = Plain.first(file, "fileUri", "file_uri");
		if (text != null && Boolean.TRUE.equals(part.get("thought"))) {
			message.reasoning(text);
		}
		else if (text != null) {
			message.text(text);
		}
		else if (!call.isEmpty()) {
			message.call(Plain.first(call, "id", "name"), call.get("name"), call.get("args"));
		}
		else if (!result.isEmpty()) {
			message.result(Plain.first(result, "id", "name"), answer(result));
		}
		else if (inline.get("data") != null) {
			message.part(MediaParts.inline(Plain.first(inline, "mimeType", "mime_type"), inline.get("data"),
					Plain.first(inline, "displayName", "display_name")));
		}
		else if (address != null) {
			message.part(MediaParts.remote(Plain.first(file, "mimeType", "mime_type"), address));
		}
		else {
			message.part(asItCame);
		}
	}

	/** Beside what a tool has answered there may be pictures. */
	private static @Nullable Object answer(Map<?, ?> result) {
		String response = Plain.json(result.get("response"));
		List<?> parts = Plain.list(result.get("parts"));
		if (parts.isEmpty()) {
			return response;
		}
		MessageBuilder inner = new MessageBuilder("tool");
		if (!response.isEmpty()) {
			inner.text(response);
		}
		parts.forEach((part) -> add(Plain.map(part), inner, part));
		return inner.content();
	}

}
