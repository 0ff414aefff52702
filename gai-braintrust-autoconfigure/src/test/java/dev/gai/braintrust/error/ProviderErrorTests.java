package dev.gai.braintrust.error;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.retry.RetryUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Errors as six providers document them, over real HTTP, through the clients that
 * applications use.
 */
@Tag("thorough")
class ProviderErrorTests {

	private static final WireMockServer provider = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	@BeforeAll
	static void start() {
		provider.start();
	}

	@AfterAll
	static void stop() {
		provider.stop();
	}

	static List<ProviderError> errors() throws Exception {
		try (InputStream file = ProviderErrorTests.class.getResourceAsStream("/provider-errors/errors.json")) {
			return JsonMapper.shared()
				.readTree(Objects.requireNonNull(file))
				.valueStream()
				.map(ProviderError::new)
				.toList();
		}
	}

	static Stream<ProviderError> ofOpenAi() throws Exception {
		return errors().stream().filter((error) -> error.isOf("openai"));
	}

	static Stream<ProviderError> ofAnthropic() throws Exception {
		return errors().stream().filter((error) -> error.isOf("anthropic"));
	}

	static Stream<ProviderError> ofGroq() throws Exception {
		return errors().stream().filter((error) -> error.isOf("groq"));
	}

	@ParameterizedTest
	@MethodSource("errors")
	void springsRestClient(ProviderError error) {
		RestClient client = RestClient.create(answering(error));

		check(error, catchThrowable(() -> client.post().uri("/x").retrieve().toBodilessEntity()), true);
	}

	@ParameterizedTest
	@MethodSource("errors")
	void springsWebClient(ProviderError error) {
		WebClient client = WebClient.create(answering(error));

		check(error, catchThrowable(() -> client.post().uri("/x").retrieve().toBodilessEntity().block()), true);
	}

	@ParameterizedTest
	@MethodSource("errors")
	void springAisErrorHandler(ProviderError error) {
		RestClient client = RestClient.builder()
			.baseUrl(answering(error))
			.defaultStatusHandler(RetryUtils.DEFAULT_RESPONSE_ERROR_HANDLER)
			.build();

		check(error, catchThrowable(() -> client.post().uri("/x").retrieve().toBodilessEntity()), false);
	}

	@ParameterizedTest
	@MethodSource("ofOpenAi")
	void openAisSdk(ProviderError error) {
		ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
			.model("gpt-4o-mini")
			.addUserMessage("Hello")
			.build();

		try (var closing = new Closing<>(
				OpenAIOkHttpClient.builder().baseUrl(answering(error)).apiKey("test").maxRetries(0).build(),
				com.openai.client.OpenAIClient::close)) {
			check(error, catchThrowable(() -> closing.client().chat().completions().create(request)), true);
		}
	}

	@ParameterizedTest
	@MethodSource("ofAnthropic")
	void anthropicsSdk(ProviderError error) {
		MessageCreateParams request = MessageCreateParams.builder()
			.model("claude-sonnet-4-5")
			.maxTokens(16)
			.addUserMessage("Hello")
			.build();

		try (var closing = new Closing<>(
				AnthropicOkHttpClient.builder().baseUrl(answering(error)).apiKey("test").maxRetries(0).build(),
				com.anthropic.client.AnthropicClient::close)) {
			check(error, catchThrowable(() -> closing.client().messages().create(request)), true);
		}
	}

	@ParameterizedTest
	@MethodSource("ofGroq")
	void langChain4j(ProviderError error) {
		OpenAiChatModel model = OpenAiChatModel.builder()
			.baseUrl(answering(error))
			.apiKey("test")
			.modelName("llama-3.3-70b-versatile")
			.maxRetries(0)
			.build();

		check(error, catchThrowable(() -> model.chat("Hello")), false);
	}

	private static String answering(ProviderError error) {
		provider.resetAll();
		provider.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(error.answer()));
		return "http://127.0.0.1:" + provider.port();
	}

	/**
	 * Checks what an exception means.
	 * @param expected what it should mean
	 * @param thrown the exception, here in the middle of a chain
	 * @param withHeaders whether the client's exception has the headers
	 */
	private static void check(ProviderError expected, Throwable thrown, boolean withHeaders) {
		assertThat(thrown).isNotNull();

		ErrorClassification actual = new ErrorClassifiers(List.of())
			.classify(new IllegalStateException("The answer could not be made", thrown));

		assertThat(actual.category()).hasToString(expected.category());
		if (withHeaders || expected.headers().isEmpty()) {
			assertThat(actual.retryable()).isEqualTo(expected.retryable());
			assertThat(actual.retryAfter()).isEqualTo(expected.retryAfter());
		}
	}

	private record ProviderError(JsonNode json) {

		boolean isOf(String provider) {
			return this.json.path("provider").stringValue("").equals(provider);
		}

		String category() {
			return this.json.path("category").stringValue();
		}

		boolean retryable() {
			return this.json.path("retryable").booleanValue();
		}

		Duration retryAfter() {
			String wait = this.json.path("wait").stringValue(null);
			return (wait != null) ? Duration.parse(wait) : null;
		}

		Map<String, JsonNode> headers() {
			return this.json.path("headers")
				.propertyStream()
				.collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		}

		ResponseDefinitionBuilder answer() {
			String text = this.json.path("text").stringValue(null);
			ResponseDefinitionBuilder answer = WireMock.aResponse()
				.withStatus(this.json.path("status").intValue())
				.withHeader("Content-Type", (text != null) ? "text/html" : "application/json")
				.withBody((text != null) ? text : this.json.path("body").toString());
			headers().forEach((name, value) -> answer.withHeader(name, value.stringValue()));
			return answer;
		}

		@Override
		public String toString() {
			return this.json.path("provider").stringValue() + ": " + this.json.path("case").stringValue();
		}

	}

	private record Closing<C>(C client, java.util.function.Consumer<C> closing) implements AutoCloseable {

		@Override
		public void close() {
			this.closing.accept(this.client);
		}

	}

}
