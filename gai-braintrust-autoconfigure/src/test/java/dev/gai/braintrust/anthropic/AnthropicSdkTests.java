package dev.gai.braintrust.anthropic;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StructuredMessage;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static dev.gai.braintrust.testing.StubProvider.error;
import static dev.gai.braintrust.testing.StubProvider.events;
import static dev.gai.braintrust.testing.StubProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The official client of Anthropic within annotated methods, from the provider's bytes to
 * those that Braintrust receives.
 */
@Tag("application")
class AnthropicSdkTests {

	private static final String MESSAGE = """
			{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[
			{"type":"thinking","thinking":"Hmm.","signature":"s"},
			{"type":"text","text":"Let me see."},
			{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},
			{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Paris"}},
			{"type":"tool_use","id":"toolu_2","name":"time","input":{}}],
			"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":30,
			"cache_read_input_tokens":500,"cache_creation_input_tokens":40,
			"cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":10},
			"server_tool_use":{"web_search_requests":2},"service_tier":"standard"}}""";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	private Model model;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("anthropic.url=" + provider.url())
			.run();
	}

	@BeforeEach
	void prepare() {
		this.model = context.getBean(Model.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void readsAMessage() {
		provider.answers(json(MESSAGE));

		this.model.ask("Weather?");

		assertMessage(braintrust.awaitSpan("chat claude-sonnet-4-5"));
	}

	@Test
	void readsTheResultOfTheAsynchronousClient() {
		provider.answers(json(MESSAGE));

		this.model.later("Weather?").join();

		assertMessage(braintrust.awaitSpan("chat claude-sonnet-4-5"));
	}

	@Test
	void readsMessagesOfTheBetaAndStructuredOnes() {
		provider.answers(json(MESSAGE));

		this.model.beta("Weather?");
		this.model.structured("Weather?");

		assertThat(braintrust.awaitSpans(2)).hasSize(2).allSatisfy(AnthropicSdkTests::assertMessage);
	}

	@Test
	void readsTheEventsOfAStream() {
		provider.answers(events("""
				message_start {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
				"model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,\
				"usage":{"input_tokens":12,"output_tokens":1,"cache_read_input_tokens":500,\
				"cache_creation_input_tokens":40,\
				"cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":10}}}}""",
				block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
				delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Hmm.\"}"),
				block(1, "{\"type\":\"text\",\"text\":\"\"}"),
				delta(1, "{\"type\":\"text_delta\",\"text\":\"Let me \"}"), "ping {\"type\":\"ping\"}",
				delta(1, "{\"type\":\"text_delta\",\"text\":\"see.\"}"),
				block(2, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}"),
				delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\\\"q\\\"}\"}"),
				block(3, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{}}"),
				delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}"),
				delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Paris\\\"}\"}"),
				block(4, "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"time\",\"input\":{}}"),
				"content_block_stop {\"type\":\"content_block_stop\",\"index\":4}", """
						message_delta {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
						"usage":{"output_tokens":30,"server_tool_use":{"web_search_requests":2}}}""",
				"message_stop {\"type\":\"message_stop\"}"));

		try (Stream<RawMessageStreamEvent> events = this.model.stream("Weather?")) {
			assertThat(events.count()).isPositive();
		}

		SentSpan span = braintrust.awaitSpan("chat claude-sonnet-4-5");
		assertThat(span.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertMessage(span);
	}

	@Test
	void keepsWhatHadArrivedOfAStreamThatIsLeft() {
		provider.answers(events("""
				message_start {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
				"model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,\
				"usage":{"input_tokens":12,"output_tokens":1}}}""", block(0, "{\"type\":\"text\",\"text\":\"\"}"),
				delta(0, "{\"type\":\"text_delta\",\"text\":\"Let me\"}"),
				delta(0, "{\"type\":\"text_delta\",\"text\":\" see.\"}")));

		try (Stream<RawMessageStreamEvent> events = this.model.stream("Weather?")) {
			assertThat(events.limit(3).count()).isEqualTo(3);
		}

		SentSpan span = braintrust.awaitSpan("chat claude-sonnet-4-5");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("Let me");
		assertThat(span.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(12);
	}

	@Test
	void marksAFailedCall() {
		provider.answers(error(429, """
				{"type":"error","error":{"type":"rate_limit_error","message":"Too many requests"}}"""));

		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> this.model.ask("hi"));

		SentSpan span = braintrust.awaitSpan("chat claude-sonnet-4-5");
		assertThat(span.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(span.attributes()).containsEntry("error.type", RateLimitException.class.getName());
	}

	private static void assertMessage(SentSpan span) {
		assertThat(span.type()).isEqualTo("llm");
		assertThat(span.json("braintrust.output_json").toString()).startsWith("""
				[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me see.",\
				"tool_calls":[{"id":"toolu_1","type":"function",\
				"function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}},\
				{"id":"toolu_2","type":"function","function":{"name":"time","arguments":"{}"}}],"reasoning":"Hmm.",\
				"items":[{""");
		assertThat(span.json("braintrust.output_json").at("/0/message/items/0/type").asString())
			.isEqualTo("server_tool_use");
		assertThat(span.attributes()).containsEntry("gen_ai.response.model", "claude-sonnet-4-5-20250929")
			.containsEntry("gen_ai.response.id", "msg_1")
			.containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
			.containsEntry("gen_ai.usage.input_tokens", 552L);
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(552);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(span.metrics().path("tokens").asInt()).isEqualTo(582);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(500);
		assertThat(span.metrics().path("prompt_cache_creation_5m_tokens").asInt()).isEqualTo(30);
		assertThat(span.metrics().path("prompt_cache_creation_1h_tokens").asInt()).isEqualTo(10);
		assertThat(span.metrics().path("estimated_cost").isNumber()).isTrue();
	}

	private static String block(int index, String block) {
		return "content_block_start {\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
			.formatted(index, block);
	}

	private static String delta(int index, String delta) {
		return "content_block_delta {\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index,
				delta);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AnthropicClient anthropic(Environment environment) {
			return AnthropicOkHttpClient.builder()
				.apiKey("test")
				.baseUrl(environment.getRequiredProperty("anthropic.url"))
				.maxRetries(0)
				.build();
		}

		@Bean
		Model model(AnthropicClient client) {
			return new Model(client);
		}

	}

	static class Model {

		private static final String NAME = "claude-sonnet-4-5";

		private final AnthropicClient client;

		Model(AnthropicClient client) {
			this.client = client;
		}

		@TracedLlmCall(provider = "anthropic", model = NAME)
		Message ask(String question) {
			return this.client.messages().create(request(question));
		}

		@TracedLlmCall(provider = "anthropic", model = NAME)
		CompletableFuture<Message> later(String question) {
			return this.client.async().messages().create(request(question));
		}

		@TracedLlmCall(provider = "anthropic", model = NAME)
		BetaMessage beta(String question) {
			return this.client.beta()
				.messages()
				.create(com.anthropic.models.beta.messages.MessageCreateParams.builder()
					.model(NAME)
					.maxTokens(100)
					.addUserMessage(question)
					.build());
		}

		@TracedLlmCall(provider = "anthropic", model = NAME)
		StructuredMessage<Object> structured(String question) {
			return new StructuredMessage<>(Object.class, this.client.messages().create(request(question)));
		}

		@TracedLlmCall(provider = "anthropic", model = NAME)
		Stream<RawMessageStreamEvent> stream(String question) {
			StreamResponse<RawMessageStreamEvent> response = this.client.messages().createStreaming(request(question));
			return response.stream().onClose(response::close);
		}

		private static MessageCreateParams request(String question) {
			return MessageCreateParams.builder().model(NAME).maxTokens(100).addUserMessage(question).build();
		}

	}

}
