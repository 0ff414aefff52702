package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What the provider has answered, where LangChain4j keeps it. It says more than
 * LangChain4j repeats: the times to live of a cache, searches, on which terms the call
 * was served.
 */
final class RawResponse {

	private static final int MAX_LENGTH = 4 * 1024 * 1024;

	private static final boolean KNOWS_OPEN_AI = isPresent("dev.langchain4j.model.openai.OpenAiChatResponseMetadata");

	private static final boolean KNOWS_ANTHROPIC = isPresent(
			"dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata");

	private RawResponse() {
	}

	/**
	 * Reads the provider's answer.
	 * @param response what LangChain4j made of it
	 * @return what it says, {@code null} if it is not there
	 */
	static @Nullable LlmResponse read(ChatResponse response) {
		List<String> texts = texts(response.metadata());
		return texts.isEmpty() ? null : ResponseReaders.readText(texts);
	}

	private static List<String> texts(@Nullable ChatResponseMetadata metadata) {
		if (KNOWS_OPEN_AI && metadata != null && OpenAi.isOne(metadata)) {
			return OpenAi.texts(metadata);
		}
		return (KNOWS_ANTHROPIC && metadata != null && Anthropic.isOne(metadata)) ? Anthropic.texts(metadata)
				: List.of();
	}

	private static List<String> texts(@Nullable SuccessfulHttpResponse response,
			@Nullable List<ServerSentEvent> events) {
		String body = (response != null) ? response.body() : null;
		if (body != null && !body.isEmpty()) {
			return (body.length() <= MAX_LENGTH) ? List.of(body) : List.of();
		}
		// Of the many events, those that have no figures say nothing new.
		return (events == null) ? List.of()
				: events.stream()
					.map(ServerSentEvent::data)
					.filter(Objects::nonNull)
					.filter((data) -> data.contains("\"usage\"") && data.length() <= MAX_LENGTH)
					.toList();
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, RawResponse.class.getClassLoader());
	}

	/** Loading this class needs LangChain4j's OpenAI module. */
	private static final class OpenAi {

		static boolean isOne(ChatResponseMetadata metadata) {
			return metadata instanceof OpenAiChatResponseMetadata;
		}

		static List<String> texts(ChatResponseMetadata metadata) {
			OpenAiChatResponseMetadata raw = (OpenAiChatResponseMetadata) metadata;
			return RawResponse.texts(raw.rawHttpResponse(), raw.rawServerSentEvents());
		}

	}

	/** Loading this class needs LangChain4j's Anthropic module. */
	private static final class Anthropic {

		static boolean isOne(ChatResponseMetadata metadata) {
			return metadata instanceof AnthropicChatResponseMetadata;
		}

		static List<String> texts(ChatResponseMetadata metadata) {
			AnthropicChatResponseMetadata raw = (AnthropicChatResponseMetadata) metadata;
			return RawResponse.texts(raw.rawHttpResponse(), raw.rawServerSentEvents());
		}

	}

}
