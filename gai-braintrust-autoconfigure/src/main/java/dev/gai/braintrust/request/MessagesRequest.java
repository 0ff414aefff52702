package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests with a list of messages: of OpenAI's chat completions and of all who imitate
 * them, Anthropic's Messages, Bedrock's Converse, Ollama, Cohere and Mistral.
 */
final class MessagesRequest {

	private static final Set<String> READ = Set.of("messages", "system", "systemPrompt", "model", "modelId", "model_id",
			"tools", "functions", "toolConfig", "tool_config");

	private MessagesRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		Object messages = request.get("messages");
		if (!Conversation.is(messages)) {
			return null;
		}
		List<Object> shaped = new ArrayList<>();
		addSystem(Plain.first(request, "system", "systemPrompt"), shaped);
		Conversation.add(Plain.list(messages), shaped);
		Map<String, Object> parameters = Parameters.of(request, READ);
		Map<?, ?> toolConfig = Plain.map(Plain.first(request, "toolConfig", "tool_config"));
		Object choice = Plain.first(toolConfig, "toolChoice", "tool_choice");
		if (choice != null) {
			parameters.put("tool_choice", choice);
		}
		Object tools = Plain.first(request, "tools", "functions");
		return new ModelRequest(Plain.text(Plain.first(request, "model", "modelId", "model_id")), shaped, parameters,
				Tools.of((tools != null) ? tools : toolConfig.get("tools")), Map.of());
	}

	/**
	 * Adds instructions as the first message.
	 * @param system text, or blocks of text
	 * @param messages where to
	 */
	static void addSystem(@Nullable Object system, List<Object> messages) {
		if (system instanceof String text && !text.isEmpty()) {
			messages.add(Plain.object("role", "system", "content", text));
		}
		else if (system instanceof List<?> blocks && !blocks.isEmpty()) {
			MessageBuilder builder = new MessageBuilder("system");
			ContentBlocks.add(blocks, builder);
			builder.addTo(messages);
		}
	}

}
