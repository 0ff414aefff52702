package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
 * What a provider says that LangChain4j does not pass on: errors in the middle of an
 * answer, what the provider's own tools did, citations, probabilities.
 */
@Tag("application")
class ProvidersAnswersTests {

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
	@ValueSource(strings = { "", ",\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}" })
	void areErrorsWhereTheModelStoppedBecauseOfOne(String error) {
		provider.answers(completion("\"finish_reason\":\"error\"" + error, "\"content\":\"Hel\""));

		SentSpan call = call("openAi");

		assertFailed(call, "provider_unavailable");
		assertThat(message(call).path("content").asString()).isEqualTo("Hel");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("error");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"code\":null,\"param\":null}}",
			"{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"error\":{\"code\":502,\"message\":\"Provider disconnected\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}",
			"{\"object\":\"error\",\"message\":\"EngineCore encountered an issue\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}" })
	void areErrorsInTheMiddleOfAStream(String error) throws Exception {
		provider.answers(StubProvider.events(chunk("\"content\":\"Hel\"", ""), error, "[DONE]"));

		SentSpan call = stream("openAiStream");

		assertFailed(call, "provider_unavailable");
		assertThat(message(call).path("content").asString()).isEqualTo("Hel");
	}

	@Test
	void haveTheProbabilitiesAndCitationsOfOpenAi() throws Exception {
		String logprobs = ",\"logprobs\":{\"content\":[{\"token\":\"Paris\",\"logprob\":-0.1,\"bytes\":[80],\"top_logprobs\":[]}]}";
		String annotations = "\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://example.com\",\"title\":\"T\",\"start_index\":0,\"end_index\":5}}]";
		provider.answers(completion("\"finish_reason\":\"stop\"" + logprobs, "\"content\":\"Paris\"," + annotations));
		SentSpan whole = call("openAi");

		assertHasProbabilitiesAndCitations(whole);

		braintrust.forget();
		provider.answers(StubProvider.events(chunk("\"content\":\"Paris\"", logprobs), chunk(annotations, ""),
				"{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
				"[DONE]"));
		assertHasProbabilitiesAndCitations(stream("openAiStream"));
	}

	private static void assertHasProbabilitiesAndCitations(SentSpan call) {
		assertThat(call.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(message(call).path("content").asString()).isEqualTo("Paris");
		assertThat(choice(call).at("/logprobs/content/0/logprob").asDouble()).isEqualTo(-0.1);
		assertThat(message(call).at("/annotations/0/url_citation/url").asString()).isEqualTo("https://example.com");
	}

	@Test
	void haveTheTextOfARefusalInAStream() throws Exception {
		provider.answers(StubProvider.events(chunk("\"refusal\":\"I can\"", ""), chunk("\"refusal\":\"not.\"", ""),
				chunk("\"content\":\"\"", ""), "[DONE]"));
		assertThat(message(stream("openAiStream")).toString())
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"I cannot.\",\"refusal\":\"I cannot.\"}");
	}

	@Test
	void areHeardWhereTheyAreSpoken() throws Exception {
		provider.answers(completion("\"finish_reason\":\"stop\"",
				"\"content\":null,\"audio\":{\"id\":\"a1\",\"data\":\"UklGRg==\",\"transcript\":\"Paris\"}"));
		SentSpan whole = call("openAi");
		braintrust.forget();
		provider.answers(StubProvider.events(chunk("\"audio\":{\"id\":\"a1\",\"transcript\":\"Par\"}", ""),
				chunk("\"audio\":{\"data\":\"UklGRg==\",\"transcript\":\"is\"}", ""), "[DONE]"));

		assertThat(List.of(whole, stream("openAiStream"))).allSatisfy((call) -> {
			assertThat(message(call).path("content").asString()).isEqualTo("Paris");
			assertThat(message(call).path("audio").has("data")).isTrue();
		});
	}

	@Test
	void haveWhatAnthropicsOwnToolsDid() throws Exception {
		provider.answers(StubProvider
			.json("""
					{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
					{"type":"redacted_thinking","data":"xyz"},
					{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"news"}},
					{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[
					{"type":"web_search_result","url":"https://example.com","title":"T","encrypted_content":"e","page_age":null}]},
					{"type":"text","text":"Paris","citations":[{"type":"web_search_result_location","url":"https://example.com",
					"title":"T","cited_text":"c","encrypted_index":"i"}]}],
					"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":5}}"""));
		SentSpan whole = call("anthropic");

		assertHasItems(whole);

		braintrust.forget();
		provider.answers(StubProvider.events(
				"message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[],\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\\\"news\\\"}\"}}",
				"content_block_stop {\"type\":\"content_block_stop\",\"index\":1}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[{\"type\":\"web_search_result\",\"url\":\"https://example.com\",\"title\":\"T\",\"encrypted_content\":\"e\",\"page_age\":null}]}}",
				"content_block_start {\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"type\":\"web_search_result_location\",\"url\":\"https://example.com\",\"title\":\"T\",\"cited_text\":\"c\",\"encrypted_index\":\"i\"}}}",
				"content_block_delta {\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"text_delta\",\"text\":\"Paris\"}}",
				"content_block_stop {\"type\":\"content_block_stop\",\"index\":3}",
				"message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":30}}",
				"message_stop {\"type\":\"message_stop\"}"));
		assertHasItems(stream("anthropicStream"));
	}

	private static void assertHasItems(SentSpan call) {
		JsonNode message = message(call);
		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("items").valueStream().map((item) -> item.path("type").asString()))
			.containsExactly("redacted_thinking", "server_tool_use", "web_search_tool_result");
		assertThat(message.path("items").path(1).path("input").toString()).contains("news");
		assertThat(message.at("/annotations/0/cited_text").asString()).isEqualTo("c");
		assertThat(message.has("tool_calls")).isFalse();
	}

	@Test
	void nameARefusalOfAnthropic() {
		provider.answers(StubProvider.json("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5",
				"content":[{"type":"text","text":"No."}],"stop_reason":"refusal",
				"usage":{"input_tokens":10,"output_tokens":5}}"""));

		assertThat(choice(call("anthropic")).path("finish_reason").asString()).isEqualTo("content_filter");
	}

	private static void assertFailed(SentSpan call, String category) {
		assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(call.metadata().path("error.category").asString()).isEqualTo(category);
		assertThat(call.metrics().has("estimated_cost")).isFalse();
	}

	private static SentSpan call(String model) {
		context.getBean(model, ChatModel.class).chat("Capital of France?");
		return braintrust.awaitSpans(1).get(0);
	}

	private static SentSpan stream(String model) throws Exception {
		CompletableFuture<ChatResponse> done = new CompletableFuture<>();
		context.getBean(model, StreamingChatModel.class).chat("Capital of France?", new StreamingChatResponseHandler() {

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
		return braintrust.awaitSpans(1).get(0);
	}

	private static ResponseDefinitionBuilder completion(String choice, String message) {
		return StubProvider.json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[
				{"index":0,%s,"message":{"role":"assistant",%s}}]}""".formatted(choice, message));
	}

	private static String chunk(String delta, String more) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{"
				+ delta + "}" + more + ",\"finish_reason\":null}]}";
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
		OpenAiChatModel openAi(@Value("${openai.url}") String url) {
			return LangChain4jApplication.model(url).build();
		}

		@Bean
		OpenAiStreamingChatModel openAiStream(@Value("${openai.url}") String url) {
			return OpenAiStreamingChatModel.builder().baseUrl(url).apiKey("test").modelName("gpt-4o-mini").build();
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

	}

}
