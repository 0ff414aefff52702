package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests to complete one text or several: OpenAI's completions, Ollama's
 * {@code generate}, and what servers of open models take, where a parameter tells that it
 * is a request.
 */
final class PromptRequest {

	private static final Set<String> READ = Set.of("prompt", "system", "model", "images");

	private PromptRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		List<String> prompts = prompts(request.get("prompt"));
		String model = Plain.text(request.get("model"));
		if (prompts.isEmpty() || (model == null && !Parameters.areIn(request))) {
			return null;
		}
		List<Object> messages = new ArrayList<>();
		MessagesRequest.addSystem(request.get("system"), messages);
		for (String prompt : prompts) {
			Map<String, Object> message = Plain.object("role", "user", "content", prompt);
			if (request.get("images") instanceof List<?> images && !images.isEmpty()) {
				message.put("images", images);
			}
			Conversation.add(List.of(message), messages);
		}
		return new ModelRequest(model, messages, Parameters.of(request, READ), null, Map.of());
	}

	private static List<String> prompts(@Nullable Object prompt) {
		if (prompt instanceof String text) {
			return List.of(text);
		}
		List<?> prompts = Plain.list(prompt);
		return prompts.stream().allMatch(String.class::isInstance) ? prompts.stream().map(String::valueOf).toList()
				: List.of();
	}

}
