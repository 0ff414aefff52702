package dev.gai.braintrust.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.request.RequestType;
import dev.gai.braintrust.response.ChatShape;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import org.jspecify.annotations.Nullable;

/**
 * The types of LangChain4j that stand for requests, when a traced method is given one.
 * Loading this class needs {@code langchain4j-core} on the class path.
 */
final class LangChain4jRequestTypes {

	private LangChain4jRequestTypes() {
	}

	/**
	 * A {@link ChatRequest} and its {@link ChatMessage messages}, and the texts that
	 * vectors are made of. Immutable and thread-safe.
	 * @return the types
	 */
	static List<RequestType<?>> all() {
		return List.of(new RequestType<>(ChatRequest.class, LangChain4jRequestTypes::request),
				new RequestType<>(ChatMessage.class, (message) -> shaped(List.of(message)).get(0)),
				new RequestType<>(TextSegment.class, TextSegment::text));
	}

	private static List<Object> shaped(List<ChatMessage> messages) {
		return ChatShape.messages(messages.stream().map(MessageShape::of).toList());
	}

	private static Map<String, Object> request(ChatRequest request) {
		ChatRequestParameters parameters = request.parameters();
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("messages", shaped(request.messages()));
		put(document, "model", parameters.modelName());
		put(document, "temperature", parameters.temperature());
		put(document, "top_p", parameters.topP());
		put(document, "top_k", parameters.topK());
		put(document, "max_tokens", parameters.maxOutputTokens());
		put(document, "frequency_penalty", parameters.frequencyPenalty());
		put(document, "presence_penalty", parameters.presencePenalty());
		put(document, "stop", parameters.stopSequences());
		put(document, "tools", ChatRequestShape.tools(parameters));
		return document;
	}

	private static void put(Map<String, Object> document, String name, @Nullable Object value) {
		if (value != null && !value.equals(List.of())) {
			document.put(name, value);
		}
	}

}
