package dev.gai.braintrust.springai.response;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;

import static org.assertj.core.api.Assertions.assertThat;

class SpringAiResponseReadersTests {

	private static final ChatResponseMetadata METADATA = ChatResponseMetadata.builder()
		.id("r-1")
		.model("gpt-4o-mini")
		.usage(new DefaultUsage(9, 2))
		.build();

	private static final LlmResponse PARIS = LlmResponse.builder()
		.id("r-1")
		.model("gpt-4o-mini")
		.usage(Usage.builder().input(9L).output(2L).build())
		.choice("stop", Message.assistant("Paris"))
		.build();

	@Test
	void readsAChatResponse() {
		assertThat(read(new ChatResponse(List.of(text("Paris", "STOP")), METADATA))).isEqualTo(PARIS);
	}

	@Test
	void readsTheChatResponseOfAChatClient() {
		ChatResponse response = new ChatResponse(List.of(text("Paris", "STOP")), METADATA);
		assertThat(read(new ChatClientResponse(response, Map.of()))).isEqualTo(PARIS);
	}

	@Test
	void readsNothingOfAChatClientThatHasNoResponse() {
		assertThat(read(new ChatClientResponse(null, Map.of()))).isNull();
	}

	@Test
	void readsPlaceholdersAsNotKnown() {
		ChatResponse blank = new ChatResponse(List.of(), ChatResponseMetadata.builder().model("none").build());
		assertThat(read(blank)).isEqualTo(LlmResponse.builder().output(List.of()).build());
		assertThat(read(new ChatResponse(List.of()))).isEqualTo(LlmResponse.builder().output(List.of()).build());
	}

	@Test
	void readsCallsOfTools() {
		Generation generation = calls(new AssistantMessage.ToolCall("c1", "function", "weather", "{\"city\": "),
				new AssistantMessage.ToolCall("", "function", "time", "{}"));
		assertThat(read(new ChatResponse(List.of(generation))).choices())
			.containsExactly(new LlmResponse.Choice("tool_calls", Message
				.assistant(List.of(new ToolCall("c1", "weather", "{\"city\": "), new ToolCall(null, "time", "{}")))));
	}

	@Test
	void readsAlternativesAsSeveralAnswers() {
		LlmResponse response = read(new ChatResponse(List.of(text("a", "stop"), text("b", "MAX_TOKENS"))));
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("stop", Message.assistant("a")),
				new LlmResponse.Choice("length", Message.assistant("b")));
	}

	@Test
	void putsTheTextAndTheCallsOfOneAnswerTogether() {
		LlmResponse response = read(new ChatResponse(List.of(text("Let me see.", "tool_use"),
				calls(new AssistantMessage.ToolCall("c1", "function", "weather", "{}")))));
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("tool_calls",
				new Message("assistant", "Let me see.", List.of(new ToolCall("c1", "weather", "{}")), null)));
	}

	@Test
	void keepsTheThoughtsOfGoogleBesideTheAnswer() {
		LlmResponse response = read(
				new ChatResponse(List.of(part("Hmm.", Map.of("candidateIndex", 0, "isThought", true)),
						part("Par", Map.of("candidateIndex", 0, "isThought", false)),
						part("is", Map.of("candidateIndex", 0, "isThought", false)))));
		assertThat(response.choices())
			.containsExactly(new LlmResponse.Choice(null, Message.assistant("Paris").with("reasoning", "Hmm.")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reasoningContent", "thinking", "reasoning" })
	void keepsWhatTheModelThought(String name) {
		Message expected = Message.assistant("Paris").with("reasoning", "Hm.");
		assertThat(read(new ChatResponse(List.of(part("Paris", Map.of(name, "Hm."))))).choices())
			.containsExactly(new LlmResponse.Choice(null, expected));
		assertThat(readAll(List.of(new ChatResponse(List.of(part("", Map.of(name, "H")))),
				new ChatResponse(List.of(part("", Map.of(name, "m.")))),
				new ChatResponse(List.of(part("Paris", Map.of(name, ""))))))
			.choices()).containsExactly(new LlmResponse.Choice(null, expected));
	}

	@Test
	void joinsTheChunksOfAStream() {
		LlmResponse response = readAll(List.of(new ChatResponse(List.of(text("Par", null)), METADATA),
				new ChatResponse(List.of(text("is", ""))), new ChatResponse(List.of(text("", "STOP"))),
				new ChatResponse(List.of(),
						ChatResponseMetadata.builder().usage(new DefaultUsage(9, 3, 12, null, 4L, null)).build()),
				new ChatResponse(List.of())));
		assertThat(response).isEqualTo(LlmResponse.builder()
			.id("r-1")
			.model("gpt-4o-mini")
			.usage(Usage.builder().input(9L).output(3L).cachedInput(4L).build())
			.choice("stop", Message.assistant("Paris"))
			.build());
	}

	@Test
	void joinsTheAnswersOfAStreamByTheirIndex() {
		LlmResponse response = readAll(List.of(new ChatResponse(List.of(part("b", Map.of("index", 1L)))),
				new ChatResponse(List.of(part("a", Map.of("index", 0L)))),
				new ChatResponse(List.of(part("b", Map.of("index", 1L))))));
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice(null, Message.assistant("a")),
				new LlmResponse.Choice(null, Message.assistant("bb")));
	}

	@Test
	void countsACallThatAStreamRepeatsOnce() {
		AssistantMessage.ToolCall call = new AssistantMessage.ToolCall("c1", "function", "weather", "{}");
		LlmResponse response = readAll(
				List.of(new ChatResponse(List.of(calls(call))), new ChatResponse(List.of(calls(call)))));
		assertThat(response.choices().get(0).message().toolCalls())
			.containsExactly(new ToolCall("c1", "weather", "{}"));
	}

	@Test
	void joinsTheChunksOfAChatClient() {
		LlmResponse response = readAll(
				List.of(new ChatClientResponse(new ChatResponse(List.of(text("Par", null))), Map.of()),
						new ChatClientResponse(null, Map.of()),
						new ChatClientResponse(new ChatResponse(List.of(text("is", "STOP")), METADATA), Map.of())));
		assertThat(response).isEqualTo(PARIS);
	}

	@Test
	void readsAGeneration() {
		assertThat(read(text("Paris", "end_turn")))
			.isEqualTo(LlmResponse.builder().choice("stop", Message.assistant("Paris")).build());
	}

	@Test
	void saysThatAnAnswerIsARefusal() {
		assertThat(read(new ChatResponse(List.of(part("", Map.of("refusal", "No."))))).choices())
			.containsExactly(new LlmResponse.Choice(null, Message.assistant("No.").with("refusal", "No.")));
	}

	@Test
	void readsAnAssistantMessage() {
		assertThat(read(new AssistantMessage("Paris")))
			.isEqualTo(LlmResponse.builder().choice(null, Message.assistant("Paris")).build());
		assertThat(read(new AssistantMessage(null)))
			.isEqualTo(LlmResponse.builder().choice(null, Message.assistant((String) null)).build());
	}

	@Test
	void countsVectorsAndKeepsNone() {
		EmbeddingResponse response = new EmbeddingResponse(
				List.of(new Embedding(new float[] { 1 }, 0), new Embedding(new float[] { 2 }, 1)),
				new EmbeddingResponseMetadata("text-embedding-3-small", new DefaultUsage(8, 0)));
		assertThat(read(response)).isEqualTo(LlmResponse.builder()
			.model("text-embedding-3-small")
			.embeddings(2)
			.usage(Usage.builder().input(8L).build())
			.build());
	}

	@Test
	void readsAnEmbeddingResponseWithoutMetadata() {
		assertThat(read(new EmbeddingResponse(List.of()))).isEqualTo(LlmResponse.builder().embeddings(0).build());
	}

	private static Generation text(String text, @Nullable String finishReason) {
		return new Generation(new AssistantMessage(text),
				ChatGenerationMetadata.builder().finishReason(finishReason).build());
	}

	private static Generation part(String text, Map<String, Object> metadata) {
		return new Generation(AssistantMessage.builder().content(text).properties(metadata).build());
	}

	private static Generation calls(AssistantMessage.ToolCall... calls) {
		return new Generation(AssistantMessage.builder().content("").toolCalls(List.of(calls)).build(),
				ChatGenerationMetadata.builder().finishReason("TOOL_CALLS").build());
	}

	private static @Nullable LlmResponse read(Object response) {
		return Stream.of(SpringAiResponseReaders.ofModels(), SpringAiResponseReaders.ofChatClient())
			.flatMap(List::stream)
			.filter((reader) -> reader.responseType().isInstance(response))
			.findFirst()
			.map((reader) -> readOne(reader, response))
			.orElse(null);
	}

	private static <T> @Nullable LlmResponse readOne(ResponseReader<T> reader, Object response) {
		return reader.read(reader.responseType().cast(response));
	}

	private static @Nullable LlmResponse readAll(List<?> chunks) {
		return Stream.of(SpringAiResponseReaders.ofModels(), SpringAiResponseReaders.ofChatClient())
			.flatMap(List::stream)
			.filter((reader) -> reader.responseType().isInstance(chunks.get(0)))
			.findFirst()
			.map((reader) -> readMany(reader, chunks))
			.filter(Objects::nonNull)
			.orElse(null);
	}

	private static <T> @Nullable LlmResponse readMany(ResponseReader<T> reader, List<?> chunks) {
		return reader.readAll(chunks.stream().map(reader.responseType()::cast).toList());
	}

}
