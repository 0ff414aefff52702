package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.request.RequestType;
import dev.gai.braintrust.response.ChatShape;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * The types of Spring AI that stand for requests, when a traced method is given one.
 * Loading this class needs {@code spring-ai-model} on the class path.
 *
 * @since 0.1.0
 */
public final class SpringAiRequestTypes {

	private SpringAiRequestTypes() {
	}

	/**
	 * A {@link Prompt} and its {@link Message messages}. Immutable and thread-safe.
	 * @return the types
	 */
	public static List<RequestType<?>> all() {
		return List.of(new RequestType<>(Prompt.class, SpringAiRequestTypes::prompt),
				new RequestType<>(Message.class, (message) -> shaped(List.of(message)).get(0)));
	}

	private static List<Object> shaped(List<Message> messages) {
		return ChatShape.messages(PromptMessages.of(messages));
	}

	private static Map<String, Object> prompt(Prompt prompt) {
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("messages", shaped(prompt.getInstructions()));
		ChatOptions options = prompt.getOptions();
		if (options != null) {
			put(request, "model", options.getModel());
			put(request, "temperature", options.getTemperature());
			put(request, "top_p", options.getTopP());
			put(request, "top_k", options.getTopK());
			put(request, "max_tokens", options.getMaxTokens());
			put(request, "frequency_penalty", options.getFrequencyPenalty());
			put(request, "presence_penalty", options.getPresencePenalty());
			put(request, "stop", options.getStopSequences());
		}
		return request;
	}

	private static void put(Map<String, Object> request, String name, @Nullable Object value) {
		if (value != null) {
			request.put(name, value);
		}
	}

}
