package dev.gai.braintrust.springai.response;

import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * The readers of what Spring AI returns. Loading this class needs Spring AI's
 * {@code spring-ai-model} on the class path.
 *
 * @since 0.1.0
 */
@Internal
public final class SpringAiResponseReaders {

	private SpringAiResponseReaders() {
	}

	/**
	 * Readers of {@link ChatResponse}, {@link Generation}, {@link AssistantMessage} and
	 * {@link EmbeddingResponse}, alone or as the elements of a stream. Immutable and
	 * thread-safe.
	 * @return the readers
	 */
	public static List<ResponseReader<?>> ofModels() {
		return List.of(new ListReader<>(ChatResponse.class, ChatResponseReading::read, ChatContent::isIn),
				new ListReader<>(Generation.class, SpringAiResponseReaders::ofGenerations, ChatContent::isIn),
				new ListReader<>(AssistantMessage.class, SpringAiResponseReaders::ofMessages, ChatContent::isIn),
				new ListReader<>(EmbeddingResponse.class, EmbeddingResponseReading::read, (response) -> true));
	}

	/**
	 * Reader of {@link ChatClientResponse}, alone or as the elements of a stream. Needs
	 * {@code spring-ai-client-chat} on the class path.
	 * @return the reader
	 */
	public static List<ResponseReader<?>> ofChatClient() {
		return List.of(new ListReader<>(ChatClientResponse.class, SpringAiResponseReaders::ofClient,
				(response) -> response.chatResponse() != null && ChatContent.isIn(response.chatResponse())));
	}

	private static @Nullable LlmResponse ofClient(List<ChatClientResponse> responses) {
		return ChatResponseReading
			.read(responses.stream().map(ChatClientResponse::chatResponse).filter(Objects::nonNull).toList());
	}

	private static @Nullable LlmResponse ofGenerations(List<Generation> generations) {
		return ChatResponseReading
			.read(generations.stream().map((generation) -> new ChatResponse(List.of(generation))).toList());
	}

	private static @Nullable LlmResponse ofMessages(List<AssistantMessage> messages) {
		return ofGenerations(messages.stream().map(Generation::new).toList());
	}

}
