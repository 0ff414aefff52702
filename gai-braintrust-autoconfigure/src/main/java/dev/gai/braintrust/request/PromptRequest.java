package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests to complete one text: OpenAI's completions and Ollama's {@code generate}.
 */
final class PromptRequest {

	private static final Set<String> READ = Set.of("prompt", "system", "model", "images");

	private PromptRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		String prompt = Plain.text(request.get("prompt"));
		String model = Plain.text(request.get("model"));
		if (prompt == null || model == null) {
			return null;
		}
		List<Object> messages = new ArrayList<>();
		MessagesRequest.addSystem(request.get("system"), messages);
		Map<String, Object> message = Plain.object("role", "user", "content", prompt);
		if (request.get("images") instanceof List<?> images && !images.isEmpty()) {
			message.put("images", images);
		}
		Conversation.add(List.of(message), messages);
		return new ModelRequest(model, messages, Parameters.of(request, READ), null, Map.of());
	}

}
