package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.usage.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.Result;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LangChain4jResponseReadersTests {

	private static final ChatResponse PARIS = ChatResponse.builder()
		.aiMessage(AiMessage.from("Paris"))
		.id("r-1")
		.modelName("m-1")
		.tokenUsage(new TokenUsage(9, 2))
		.finishReason(FinishReason.STOP)
		.build();

	@Test
	void readsAChatResponse() {
		assertThat(read(PARIS)).isEqualTo(LlmResponse.builder()
			.id("r-1")
			.model("m-1")
			.usage(Usage.builder().input(9L).output(2L).build())
			.choice("stop", Message.assistant("Paris"))
			.build());
	}

	@Test
	void readsCallsOfTools() {
		AiMessage calls = AiMessage.from("",
				List.of(ToolExecutionRequest.builder().id("c1").name("weather").arguments("{").build(),
						ToolExecutionRequest.builder().build()));
		assertThat(read(ChatResponse.builder().aiMessage(calls).finishReason(FinishReason.TOOL_EXECUTION).build())
			.choices())
			.containsExactly(new LlmResponse.Choice("tool_calls",
					Message.assistant(List.of(new ToolCall("c1", "weather", "{"), new ToolCall(null, "", null)))));
	}

	@Test
	void keepsWhatTheModelThought() {
		AiMessage answer = AiMessage.builder().text("Paris").thinking("Hm.").build();
		assertThat(read(ChatResponse.builder().aiMessage(answer).build()).choices())
			.containsExactly(new LlmResponse.Choice(null, Message.assistant("Paris").with("reasoning", "Hm.")));
	}

	@Test
	void namesTheReasonsToStopAsOpenAiDoes() {
		assertThat(List.of(FinishReason.LENGTH, FinishReason.CONTENT_FILTER, FinishReason.OTHER)
			.stream()
			.map((reason) -> read(ChatResponse.builder().aiMessage(AiMessage.from("x")).finishReason(reason).build())
				.finishReason()))
			.containsExactly("length", "content_filter", "other");
		assertThat(read(ChatResponse.builder().aiMessage(AiMessage.from("x")).build()).finishReason()).isNull();
	}

	@Test
	void readsTheInputOfOpenAiAsTheWhole() {
		TokenUsage usage = OpenAiTokenUsage.builder()
			.inputTokenCount(100)
			.inputTokensDetails(OpenAiTokenUsage.InputTokensDetails.builder().cachedTokens(64).build())
			.outputTokenCount(20)
			.outputTokensDetails(OpenAiTokenUsage.OutputTokensDetails.builder().reasoningTokens(12).build())
			.build();
		assertThat(UsageReading.ofChat(usage))
			.isEqualTo(Usage.builder().input(100L).output(20L).cachedInput(64L).reasoningOutput(12L).build());
		assertThat(UsageReading.ofChat(OpenAiTokenUsage.builder().inputTokenCount(1).outputTokenCount(2).build()))
			.isEqualTo(Usage.builder().input(1L).output(2L).build());
	}

	@Test
	void addsTheCacheOfAnthropicToTheInput() {
		TokenUsage usage = AnthropicTokenUsage.builder()
			.inputTokenCount(12)
			.outputTokenCount(30)
			.cacheReadInputTokens(500)
			.cacheCreationInputTokens(40)
			.build();
		assertThat(UsageReading.ofChat(usage))
			.isEqualTo(Usage.builder().input(552L).output(30L).cachedInput(500L).cacheWriteInput(40L).build());
		assertThat(UsageReading.ofChat(AnthropicTokenUsage.builder().inputTokenCount(12).outputTokenCount(3).build()))
			.isEqualTo(Usage.builder().input(12L).output(3L).build());
		assertThat(UsageReading.ofChat(AnthropicTokenUsage.builder().outputTokenCount(3).build()))
			.isEqualTo(Usage.builder().output(3L).build());
	}

	@Test
	void readsWhatIsNotReportedAsNothing() {
		assertThat(UsageReading.ofChat(null)).isNull();
		assertThat(UsageReading.ofChat(new TokenUsage())).isNull();
		assertThat(UsageReading.ofChat(new TokenUsage(-1, 5))).isEqualTo(Usage.builder().output(5L).build());
		assertThat(UsageReading.ofEmbeddings(null)).isNull();
		assertThat(UsageReading.ofEmbeddings(new TokenUsage())).isNull();
	}

	@Test
	void readsTheResultOfAnAiService() {
		Result<String> result = Result.<String>builder()
			.content("Paris")
			.tokenUsage(new TokenUsage(20, 4))
			.finishReason(FinishReason.STOP)
			.finalResponse(PARIS)
			.build();
		assertThat(read(result)).isEqualTo(LlmResponse.builder()
			.id("r-1")
			.model("m-1")
			.usage(Usage.builder().input(20L).output(4L).build())
			.finishReason("stop")
			.choice("stop", Message.assistant("Paris"))
			.build());
	}

	@Test
	void readsWhatTheProviderSaysBesideTheResultOfAnAiService() {
		SuccessfulHttpResponse answered = SuccessfulHttpResponse.builder().statusCode(200).body("""
				{"object":"chat.completion","model":"m-1","choices":[{"index":0,"finish_reason":"stop",
				"message":{"role":"assistant","content":"Paris","annotations":[{"type":"url_citation"}]}}]}""").build();
		ChatResponse last = ChatResponse.builder()
			.aiMessage(AiMessage.from("Paris"))
			.metadata(OpenAiChatResponseMetadata.builder().modelName("m-1").rawHttpResponse(answered).build())
			.build();
		assertThat(read(Result.<String>builder().content("Paris").finalResponse(last).build()).choices())
			.containsExactly(new LlmResponse.Choice("stop",
					Message.assistant("Paris").with("annotations", List.of(Map.of("type", "url_citation")))));
	}

	@Test
	void readsAResultWithoutResponses() {
		Result<Integer> result = Result.<Integer>builder()
			.content(42)
			.tokenUsage(new TokenUsage(20, 4))
			.finishReason(FinishReason.STOP)
			.build();
		assertThat(read(result)).isEqualTo(LlmResponse.builder()
			.usage(Usage.builder().input(20L).output(4L).build())
			.finishReason("stop")
			.output(42)
			.build());
	}

	@Test
	void countsVectors() {
		Embedding vector = Embedding.from(new float[] { 1 });
		Usage usage = Usage.builder().input(8L).build();
		LlmResponse two = LlmResponse.builder().embeddings(2).usage(usage).build();
		assertThat(read(Response.from(List.of(vector, vector), new TokenUsage(8)))).isEqualTo(two);
		assertThat(read(Response.from(vector, new TokenUsage(8))))
			.isEqualTo(LlmResponse.builder().embeddings(1).usage(usage).build());
		assertThat(read(EmbeddingResponse.builder()
			.embeddings(List.of(vector, vector))
			.metadata(EmbeddingResponseMetadata.builder().modelName("e-1").tokenUsage(new TokenUsage(8)).build())
			.build())).isEqualTo(LlmResponse.builder().model("e-1").embeddings(2).usage(usage).build());
	}

	@Test
	void readsOtherContent() {
		assertThat(read(Response.from(AiMessage.from("Paris"), new TokenUsage(9, 2), FinishReason.STOP)))
			.isEqualTo(LlmResponse.builder()
				.usage(Usage.builder().input(9L).output(2L).build())
				.finishReason("stop")
				.choice("stop", Message.assistant("Paris"))
				.build());
		assertThat(read(Response.from(List.of()))).isEqualTo(LlmResponse.builder().output(List.of()).build());
		assertThat(read(Response.from("text"))).isEqualTo(LlmResponse.builder().output("text").build());
	}

	private static LlmResponse read(Object response) {
		return LangChain4jResponseReaders.all()
			.stream()
			.filter((reader) -> reader.responseType().isInstance(response))
			.findFirst()
			.map((reader) -> readOne(reader, response))
			.orElse(null);
	}

	private static <T> LlmResponse readOne(ResponseReader<T> reader, Object response) {
		return reader.read(reader.responseType().cast(response));
	}

}
