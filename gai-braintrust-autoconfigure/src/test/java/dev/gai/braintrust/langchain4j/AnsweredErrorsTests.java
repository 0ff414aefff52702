package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.GeminiAnswers;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Errors that come as an answer with a successful status. LangChain4j fails at what they
 * lack and hides what they say, or takes them for answers.
 */
@Tag("application")
class AnsweredErrorsTests {

	private static final String RATE = "{\"error\":{\"code\":429,\"type\":\"rate_limit_error\",\"message\":\"Slow down\",\"status\":\"RESOURCE_EXHAUSTED\"}}";

	private static final String CONTEXT = "{\"error\":{\"code\":\"context_length_exceeded\",\"type\":\"invalid_request_error\",\"message\":\"Too long\"}}";

	private static final String ANSWER = "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}";

	private static final String[] CALL_OF_ANTHROPIC = {
			"message_start {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}",
			"content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{}}}",
			"content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\\\"Par\"}}",
			"error " + RATE };

	private static final String[] CALL_OF_OPENAI = {
			"{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Par\"}}]}}]}",
			RATE };

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
	@ValueSource(strings = { "openAi", "responses", "anthropic", "gemini" })
	void sayWhatTheProviderSays(String model) {
		provider.answers(StubProvider.json(RATE));
		assertFailed(call(model), "rate_limited", "Slow down");

		braintrust.forget();
		provider.answers(StubProvider.json(CONTEXT));
		assertFailed(call(model), "context_length_exceeded", "Too long");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			openAiStream, ''
			geminiStream, ''
			anthropicStream, error
			responsesStream, error
			""")
	void sayWhatTheProviderSaysInAStream(String model, String event) {
		provider.answers(StubProvider.events((event + " " + RATE).strip()));

		assertFailed(stream(model), "rate_limited", "Slow down");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini", "geminiStream" })
	void areTheRefusalsOfGemini(String model) {
		String blocked = GeminiAnswers.BLOCKED.replace("\n", "");
		provider.answers(model.equals("gemini") ? StubProvider.json(blocked) : StubProvider.events(blocked));

		SentSpan call = model.equals("gemini") ? call(model) : stream(model);

		assertFailed(call, "safety_blocked", "PROHIBITED_CONTENT");
		assertThat(call.metrics().path("prompt_tokens").asInt()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini", "geminiStream" })
	void areMalformedCallsOfGemini(String model) {
		String malformed = "{\"candidates\":[{\"content\":{},\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"index\":0,\"finishMessage\":\"Malformed function call: print(\"}],"
				+ "\"usageMetadata\":{\"promptTokenCount\":7,\"totalTokenCount\":7},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}";
		provider.answers(model.equals("gemini") ? StubProvider.json(malformed) : StubProvider.events(malformed));

		SentSpan call = model.equals("gemini") ? call(model) : stream(model);

		assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
	}

	@Test
	void areTriedAgainAboveTheModelWhereThatMayHelp() {
		provider.answers(StubProvider.json(RATE), StubProvider.json(ANSWER));

		assertThat(context.getBean(Patient.class).ask("Capital of France?")).isEqualTo("Hi");

		assertThat(braintrust.awaitSpans(4)).extracting(SentSpan::name).contains("attempt 1");
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void areNotTriedAgainAboveTheModelWhereThatDoesNotHelp() {
		provider.answers(StubProvider.json(CONTEXT));

		assertThatException().isThrownBy(() -> context.getBean(Patient.class).ask("Capital of France?"));

		assertThat(provider.requests()).hasSize(1);
		assertThat(braintrust.awaitSpans(2))
			.allSatisfy((row) -> assertThat(row.metadata().path("error.category").asString())
				.isEqualTo("context_length_exceeded"));
	}

	@Test
	void areSeenAtTheLastAttemptOnly() {
		provider.answers(StubProvider.error(500, RATE), StubProvider.json(ANSWER));

		SentSpan call = call("patient");

		assertThat(call.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(provider.requests()).hasSize(2);
	}

	@Test
	void keepWhatHadArrived() {
		provider.answers(StubProvider.events(
				"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":1,\"totalTokenCount\":6},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"r\"}",
				RATE));

		SentSpan call = stream("geminiStream");

		assertFailed(call, "rate_limited", "Slow down");
		assertThat(message(call).path("content").asString()).isEqualTo("Hel");
	}

	@ParameterizedTest
	@ValueSource(strings = { "anthropicStream", "openAiStream" })
	void keepWhatIsKnownOfACallOfATool(String model) {
		boolean anthropic = model.equals("anthropicStream");
		provider.answers(StubProvider.events(anthropic ? CALL_OF_ANTHROPIC : CALL_OF_OPENAI));

		SentSpan call = stream(model);

		assertFailed(call, "rate_limited", "Slow down");
		JsonNode function = message(call).path("tool_calls").path(0).path("function");
		assertThat(function.path("name").asString()).isEqualTo("weather");
		assertThat(function.path("arguments").asString()).isEqualTo("{\"city\":\"Par");
	}

	@Test
	void leaveWhatGeminiAnswersBesideText() {
		provider.answers(StubProvider
			.json("""
					{"candidates":[{"content":{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"print(1)"}},
					{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},{"text":"It is 1."},
					{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},"finishReason":"STOP","index":0}],
					"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":4,"totalTokenCount":9},"modelVersion":"gemini-2.5-flash"}"""));

		String answer = message(call("gemini")).toString();

		assertThat(answer).contains("print(1)", "OUTCOME_OK", "It is 1.", "image/png");
	}

	private static void assertFailed(SentSpan call, String category, String message) {
		assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(call.metadata().path("error.category").asString()).isEqualTo(category);
		assertThat(call.span().getStatus().getMessage()).contains(message);
	}

	private static SentSpan call(String model) {
		try {
			context.getBean(model, ChatModel.class)
				.chat(dev.langchain4j.data.message.UserMessage.from("Capital of France?"));
		}
		catch (RuntimeException ex) {
			// What LangChain4j makes of it is not looked at here.
		}
		return braintrust.awaitSpans(1).get(0);
	}

	private static SentSpan stream(String model) {
		context.getBean(model, StreamingChatModel.class).chat("Capital of France?", new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
			}

			@Override
			public void onError(Throwable error) {
			}

		});
		return braintrust.awaitSpans(1).get(0);
	}

	private static JsonNode message(SentSpan call) {
		return call.json("braintrust.output_json").path(0).path("message");
	}

	static class Patient {

		private final ChatModel model;

		Patient(ChatModel model) {
			this.model = model;
		}

		@TracedLlmCall(retry = @LlmRetry(maxAttempts = 2, delay = "1ms"))
		String ask(String question) {
			return this.model.chat(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Patient above(@Qualifier("openAi") ChatModel model) {
			return new Patient(model);
		}

		@Bean
		OpenAiChatModel openAi(@Value("${openai.url}") String url) {
			return LangChain4jApplication.model(url).build();
		}

		@Bean
		OpenAiChatModel patient(@Value("${openai.url}") String url) {
			return LangChain4jApplication.model(url).maxRetries(1).build();
		}

		@Bean
		OpenAiStreamingChatModel openAiStream(@Value("${openai.url}") String url) {
			return OpenAiStreamingChatModel.builder().baseUrl(url).apiKey("test").modelName("gpt-4o-mini").build();
		}

		@Bean
		OpenAiResponsesChatModel responses(@Value("${openai.url}") String url, List<ChatModelListener> listeners) {
			return OpenAiResponsesChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("gpt-4o-mini")
				.listeners(listeners)
				.build();
		}

		@Bean
		OpenAiResponsesStreamingChatModel responsesStream(@Value("${openai.url}") String url,
				List<ChatModelListener> listeners) {
			return OpenAiResponsesStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("gpt-4o-mini")
				.listeners(listeners)
				.build();
		}

		@Bean
		AnthropicChatModel anthropic(@Value("${openai.url}") String url) {
			return AnthropicChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("claude-sonnet-4-5")
				.maxRetries(0)
				.build();
		}

		@Bean
		AnthropicStreamingChatModel anthropicStream(@Value("${openai.url}") String url) {
			return AnthropicStreamingChatModel.builder()
				.baseUrl(url)
				.apiKey("test")
				.modelName("claude-sonnet-4-5")
				.build();
		}

		@Bean
		GoogleAiGeminiChatModel gemini(@Value("${openai.url}") String url) {
			return GeminiModelsTests.Application.model(url).build();
		}

		@Bean
		GoogleAiGeminiStreamingChatModel geminiStream(@Value("${openai.url}") String url) {
			return GeminiModelsTests.Application.streaming(url).build();
		}

	}

}
