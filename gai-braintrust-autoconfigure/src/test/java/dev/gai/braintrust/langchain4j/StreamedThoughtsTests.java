package dev.gai.braintrust.langchain4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What models think before they answer a stream of LangChain4j.
 */
@Tag("application")
class StreamedThoughtsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = LangChain4jApplication.start(Application.class, braintrust, provider);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "openAi", "anthropic" })
	void areWhole(String model) throws Exception {
		answers(model);

		ask(model, "nothing").get(20, TimeUnit.SECONDS);

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(message(call).path("content").asString()).isEqualTo("Sunny.");
		assertThat(call.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openAi", "anthropic" })
	void areThereSoFarWhereTheThoughtsAreLeft(String model) {
		answers(model);

		ask(model, "it up.");

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(message(call).path("content").asString("")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "openAi", "anthropic" })
	void areThereWhereTheAnswerIsLeft(String model) {
		answers(model);

		ask(model, "Sun");

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(message(call).path("content").asString()).isEqualTo("Sun");
	}

	private static void answers(String model) {
		if (model.equals("openAi")) {
			provider.answers(StubProvider.events(chunk("\"role\":\"assistant\",\"content\":\"\""),
					chunk("\"reasoning_content\":\"I look \""), chunk("\"reasoning_content\":\"it up.\""),
					chunk("\"content\":\"Sun\""), chunk("\"content\":\"ny.\""),
					"{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
					"[DONE]"));
			return;
		}
		provider.answers(StubProvider.events(
				"message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"I look \"}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"it up.\"}}",
				"content_block_stop {\"type\":\"content_block_stop\",\"index\":0}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Sun\"}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"ny.\"}}",
				"content_block_stop {\"type\":\"content_block_stop\",\"index\":1}",
				"message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":30}}",
				"message_stop {\"type\":\"message_stop\"}"));
	}

	private static CompletableFuture<ChatResponse> ask(String model, String leaveAt) {
		CompletableFuture<ChatResponse> done = new CompletableFuture<>();
		context.getBean(model, StreamingChatModel.class).chat("Weather?", new StreamingChatResponseHandler() {

			@Override
			public void onPartialThinking(PartialThinking thinking, PartialThinkingContext context) {
				if (thinking.text().equals(leaveAt)) {
					context.streamingHandle().cancel();
				}
			}

			@Override
			public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
				if (part.text().equals(leaveAt)) {
					context.streamingHandle().cancel();
				}
			}

			@Override
			public void onCompleteResponse(ChatResponse response) {
				done.complete(response);
			}

			@Override
			public void onError(Throwable error) {
				done.completeExceptionally(error);
			}

		});
		return done;
	}

	private static JsonNode message(SentSpan call) {
		return call.json("braintrust.output_json").at("/0/message");
	}

	private static String chunk(String delta) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{"
				+ delta + "},\"finish_reason\":null}]}";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		OpenAiStreamingChatModel openAi(@Value("${openai.url}") String url) {
			return OpenAiStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("gpt-4o-mini")
				.returnThinking(true)
				.build();
		}

		@Bean
		AnthropicStreamingChatModel anthropic(@Value("${openai.url}") String url) {
			return AnthropicStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("claude-sonnet-4-5")
				.returnThinking(true)
				.build();
		}

	}

}
