package dev.gai.braintrust.langchain4j;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.GeminiAnswers;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Gemini through LangChain4j's own client, to the rows that Braintrust receives.
 */
@Tag("application")
class GeminiModelsTests {

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

	enum Door {

		BEAN, LISTENER

	}

	@ParameterizedTest
	@EnumSource
	void sendsAllTokensOfAnAnswer(Door door) {
		provider.answers(StubProvider.json(GeminiAnswers.GROUNDED));

		model(door).chat(UserMessage.from("Weather in Oslo?"));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(figures(call)).isEqualTo("294/170/464 cached 100 reasoning 150");
		assertThat(cost(call)).isEqualByComparingTo("0.0004862");
		assertThat(call.metrics().path("server_tool_use_web_search_requests").asInt()).isEqualTo(2);
		assertThat(call.metadata().path("cost.excludes").asString()).isEqualTo("web_search");
		assertThat(call.metadata().path("provider").asString()).isEqualTo("gcp.gemini");
		assertThat(call.metadata().path("model").asString()).isEqualTo("gemini-2.5-flash");
		assertThat(message(call).path("content").asString()).isEqualTo("Oslo is sunny.");
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(message(call).at("/items/0/groundingMetadata/webSearchQueries")).isNotEmpty();
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("stop");
	}

	@ParameterizedTest
	@EnumSource
	void countsWhatItsOwnToolsBroughtInAsInput(Door door) {
		provider.answers(StubProvider.json(GeminiAnswers.WITH_TOOL_USE));

		model(door).chat(UserMessage.from("Weather?"));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(figures(call)).isEqualTo("10100/20/10120 cached null reasoning null");
		assertThat(cost(call)).isEqualByComparingTo("0.001018");
	}

	@ParameterizedTest
	@EnumSource
	void sendsAStreamWithItsThoughts(Door door) throws Exception {
		provider.answers(StubProvider.events(GeminiAnswers.lines(GeminiAnswers.CHUNKS)));

		stream(door, new StringBuilder());

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(figures(call)).isEqualTo("294/170/464 cached 100 reasoning 150");
		assertThat(cost(call)).isEqualByComparingTo("0.0004862");
		assertThat(message(call).path("content").asString()).isEqualTo("Oslo is sunny.");
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("stop");
		if (door == Door.BEAN) {
			assertThat(call.metrics().path("time_to_first_token").isNumber()).isTrue();
		}
	}

	@Test
	void sendsCallsOfFunctions() {
		provider.answers(StubProvider.json(GeminiAnswers.FUNCTION_CALL));

		model(Door.BEAN).chat(ChatRequest.builder()
			.messages(UserMessage.from("Weather in Oslo?"))
			.toolSpecifications(ToolSpecification.builder().name("weather").description("Tells the weather").build())
			.build());

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(figures(call)).isEqualTo("40/38/78 cached null reasoning 30");
		JsonNode function = message(call).path("tool_calls").path(0).path("function");
		assertThat(function.path("name").asString()).isEqualTo("weather");
		assertThat(function.path("arguments").asString().replace(" ", "")).isEqualTo("{\"city\":\"Oslo\"}");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("tool_calls");
	}

	@Test
	void saysOfAPromptThatWasBlockedThatItWas() {
		provider.answers(StubProvider.json(GeminiAnswers.BLOCKED));

		assertThatException().isThrownBy(() -> model(Door.BEAN).chat(UserMessage.from("Hm?")));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.metrics().path("prompt_tokens").asInt()).isEqualTo(7);
		assertThat(call.json("braintrust.output_json").isMissingNode()).isTrue();
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("safety_blocked");
	}

	@Test
	void saysOfAnAnswerThatWasStoppedWhy() {
		provider.answers(StubProvider.json(GeminiAnswers.UNSAFE));

		model(Door.BEAN).chat(UserMessage.from("Hm?"));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("content_filter");
		assertThat(call.metrics().path("prompt_tokens").asInt()).isEqualTo(7);
	}

	@Test
	void namesTheHostOfTheModel() {
		provider.answers(StubProvider.json(GeminiAnswers.GROUNDED));

		model(Door.BEAN).chat("Weather?");

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
		assertThat(call.attribute("server.port")).isEqualTo((long) java.net.URI.create(provider.url()).getPort());
	}

	private static ChatModel model(Door door) {
		return (door == Door.BEAN) ? context.getBean(GoogleAiGeminiChatModel.class)
				: Application.model(provider.url())
					.listeners(List.of(context.getBean(ChatModelListener.class)))
					.build();
	}

	private static void stream(Door door, StringBuilder thoughts) throws Exception {
		StreamingChatModel model = (door == Door.BEAN) ? context.getBean(GoogleAiGeminiStreamingChatModel.class)
				: Application.streaming(provider.url())
					.listeners(List.of(context.getBean(ChatModelListener.class)))
					.build();
		CompletableFuture<ChatResponse> done = new CompletableFuture<>();
		model.chat("Weather in Oslo?", new StreamingChatResponseHandler() {

			@Override
			public void onPartialThinking(PartialThinking thinking) {
				thoughts.append(thinking.text());
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
		done.get(20, TimeUnit.SECONDS);
	}

	private static String figures(SentSpan call) {
		JsonNode metrics = call.metrics();
		return "%s/%s/%s cached %s reasoning %s".formatted(metrics.get("prompt_tokens"),
				metrics.get("completion_tokens"), metrics.get("tokens"), metrics.get("prompt_cached_tokens"),
				metrics.get("completion_reasoning_tokens"));
	}

	private static BigDecimal cost(SentSpan call) {
		return call.metrics().path("estimated_cost").decimalValue();
	}

	private static JsonNode choice(SentSpan call) {
		return call.json("braintrust.output_json").path(0);
	}

	private static JsonNode message(SentSpan call) {
		return choice(call).path("message");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		GoogleAiGeminiChatModel gemini(@Value("${openai.url}") String url) {
			return model(url).build();
		}

		@Bean
		GoogleAiGeminiStreamingChatModel streamingGemini(@Value("${openai.url}") String url) {
			return streaming(url).build();
		}

		static GoogleAiGeminiChatModel.GoogleAiGeminiChatModelBuilder model(String url) {
			return GoogleAiGeminiChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("gemini-2.5-flash")
				.returnThinking(true)
				.maxRetries(0);
		}

		static GoogleAiGeminiStreamingChatModel.GoogleAiGeminiStreamingChatModelBuilder streaming(String url) {
			return GoogleAiGeminiStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("gemini-2.5-flash")
				.returnThinking(true);
		}

	}

}
