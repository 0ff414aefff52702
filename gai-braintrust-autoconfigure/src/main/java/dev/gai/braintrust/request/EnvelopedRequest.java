package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests whose text or messages have another name, or stand in an envelope: DashScope's
 * own, Cohere's first version, IBM's watsonx.ai, Mistral's conversations, Replicate,
 * Titan, and Text Generation Inference.
 */
final class EnvelopedRequest {

	private static final Set<String> READ = Set.of("model", "model_id", "input", "inputs", "message", "chat_history",
			"preamble", "parameters", "instructions", "tools", "version", "inputText");

	private EnvelopedRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		List<Object> messages = new ArrayList<>();
		Map<?, ?> input = Plain.map(request.get("input"));
		Map<String, Object> parameters = Parameters.of(request, READ);
		Parameters.of(Plain.map(request.get("parameters")), Set.of()).forEach(parameters::putIfAbsent);
		if (isFirstOfCohere(request)) {
			addHistory(request, messages);
		}
		else if (request.get("model") instanceof String && Conversation.is(input.get("messages"))) {
			Conversation.add(Plain.list(input.get("messages")), messages);
		}
		else if (Conversation.is(request.get("inputs"))) {
			MessagesRequest.addSystem(request.get("instructions"), messages);
			Conversation.add(Plain.list(request.get("inputs")), messages);
		}
		else if (input.get("prompt") instanceof String prompt) {
			MessagesRequest.addSystem(input.get("system_prompt"), messages);
			addUser(prompt, messages);
			Parameters.of(input, Set.of("prompt", "system_prompt")).forEach(parameters::putIfAbsent);
		}
		else {
			boolean watsonx = request.get("model_id") instanceof String;
			boolean completed = request.get("parameters") instanceof Map<?, ?>;
			boolean titan = request.get("textGenerationConfig") instanceof Map<?, ?>;
			String text = Plain.text(titan ? request.get("inputText")
					: watsonx ? request.get("input") : completed ? request.get("inputs") : null);
			if (text == null) {
				return null;
			}
			addUser(text, messages);
		}
		return new ModelRequest(Plain.text(Plain.first(request, "model", "model_id")), messages, parameters,
				Tools.of(request.get("tools")), Map.of());
	}

	private static boolean isFirstOfCohere(Map<?, ?> request) {
		return request.get("message") instanceof String
				&& (request.get("chat_history") instanceof List<?> || request.get("preamble") instanceof String);
	}

	private static void addHistory(Map<?, ?> request, List<Object> messages) {
		MessagesRequest.addSystem(request.get("preamble"), messages);
		for (Object turn : Plain.list(request.get("chat_history"))) {
			if (turn != null && Conversation.isMark(turn)) {
				messages.add(turn);
				continue;
			}
			Map<?, ?> said = Plain.map(turn);
			Map<String, Object> message = new LinkedHashMap<>();
			message.put("role", switch (String.valueOf(said.get("role"))) {
				case "CHATBOT" -> "assistant";
				case "SYSTEM" -> "system";
				case "TOOL" -> "tool";
				default -> "user";
			});
			Object text = said.get("message");
			message.put("content", (text != null) ? text : "");
			messages.add(message);
		}
		addUser(String.valueOf(request.get("message")), messages);
	}

	private static void addUser(String text, List<Object> messages) {
		messages.add(Plain.object("role", "user", "content", text));
	}

}
