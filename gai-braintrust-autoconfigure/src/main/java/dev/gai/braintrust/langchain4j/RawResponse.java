package dev.gai.braintrust.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.usage.BesideText;
import dev.gai.braintrust.response.usage.JsonFields;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiResponsesChatResponseMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * What the provider has answered, where LangChain4j keeps it. It says more than
 * LangChain4j repeats: the times to live of a cache, searches, on which terms the call
 * was served, what the provider's own tools did, an error in the middle of a stream.
 */
final class RawResponse {

	private static final int MAX_LENGTH = 4 * 1024 * 1024;

	/** More of what a stream says beside text and figures is not worth the time. */
	private static final int MAX_DETAILS = 512 * 1024;

	/** Of the many events of a stream, those that have nothing to tell bring text. */
	private static final JsonFields MORE = new JsonFields(Set.of("finish_reason", "container", "partial_json"));

	private static final List<Function<ChatResponseMetadata, @Nullable List<String>>> KEEPING = keeping();

	private RawResponse() {
	}

	/**
	 * Reads the provider's answer. Of a stream, the text and the thoughts are not read,
	 * which LangChain4j has.
	 * @param response what LangChain4j made of it
	 * @return what it says, {@code null} if it is not there
	 */
	static @Nullable LlmResponse read(ChatResponse response) {
		List<String> texts = texts(response.metadata());
		return texts.isEmpty() ? null : ResponseReaders.readText(texts);
	}

	/**
	 * Whether LangChain4j keeps the provider's answer.
	 * @param response what LangChain4j made of it
	 * @return whether it can be read here
	 */
	static boolean isIn(ChatResponse response) {
		return !texts(response.metadata()).isEmpty();
	}

	private static List<String> texts(@Nullable ChatResponseMetadata metadata) {
		for (Function<ChatResponseMetadata, @Nullable List<String>> kind : KEEPING) {
			List<String> texts = (metadata != null) ? kind.apply(metadata) : null;
			if (texts != null) {
				return texts;
			}
		}
		return List.of();
	}

	private static List<String> texts(@Nullable SuccessfulHttpResponse response,
			@Nullable List<ServerSentEvent> events) {
		String body = (response != null) ? response.body() : null;
		if (body != null && !body.isEmpty()) {
			return (body.length() <= MAX_LENGTH) ? List.of(body) : List.of();
		}
		return (events == null) ? List.of() : telling(events);
	}

	private static List<String> telling(List<ServerSentEvent> events) {
		List<String> telling = new ArrayList<>();
		int details = 0;
		for (ServerSentEvent event : events) {
			String data = event.data();
			if (data == null || data.length() > MAX_LENGTH) {
				continue;
			}
			boolean figures = data.contains("\"usage\"") || data.contains("\"error");
			boolean more = !figures && details + data.length() <= MAX_DETAILS
					&& (BesideText.hasDetails(data) || MORE.areIn(data));
			if (figures || more) {
				telling.add(data);
				details += more ? data.length() : 0;
			}
		}
		return telling;
	}

	private static List<Function<ChatResponseMetadata, @Nullable List<String>>> keeping() {
		List<Function<ChatResponseMetadata, @Nullable List<String>>> keeping = new ArrayList<>();
		if (isPresent("dev.langchain4j.model.openai.OpenAiChatResponseMetadata")) {
			keeping.add(OpenAi::texts);
		}
		if (isPresent("dev.langchain4j.model.openai.OpenAiResponsesChatResponseMetadata")) {
			keeping.add(Responses::texts);
		}
		if (isPresent("dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata")) {
			keeping.add(Anthropic::texts);
		}
		return List.copyOf(keeping);
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, RawResponse.class.getClassLoader());
	}

	/** Loading this class needs LangChain4j's OpenAI module. */
	private static final class OpenAi {

		static @Nullable List<String> texts(ChatResponseMetadata metadata) {
			return (metadata instanceof OpenAiChatResponseMetadata raw)
					? RawResponse.texts(raw.rawHttpResponse(), raw.rawServerSentEvents()) : null;
		}

	}

	/** Loading this class needs a version of LangChain4j's OpenAI module that has it. */
	private static final class Responses {

		static @Nullable List<String> texts(ChatResponseMetadata metadata) {
			return (metadata instanceof OpenAiResponsesChatResponseMetadata raw)
					? RawResponse.texts(raw.rawHttpResponse(), raw.rawServerSentEvents()) : null;
		}

	}

	/** Loading this class needs LangChain4j's Anthropic module. */
	private static final class Anthropic {

		static @Nullable List<String> texts(ChatResponseMetadata metadata) {
			return (metadata instanceof AnthropicChatResponseMetadata raw)
					? RawResponse.texts(raw.rawHttpResponse(), raw.rawServerSentEvents()) : null;
		}

	}

}
