package dev.gai.applications.langchain4j;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that LangChain4j's own Boot starters make, without a line of the application's.
 */
@Tag("application")
class LangChain4jStarterTests {

	private static final String MESSAGE_START = """
			message_start {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
			"model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,\
			"usage":{"input_tokens":12,"output_tokens":1,"cache_read_input_tokens":500,\
			"cache_creation_input_tokens":0}}}""";

	private static final String BLOCK_STOP = "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}";

	private static final String MESSAGE_STOP = "message_stop {\"type\":\"message_stop\"}";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(StarterApplication.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties(model("chat-model"))
			.properties(model("streaming-chat-model"))
			.run();
	}

	private static String[] model(String name) {
		String prefix = "langchain4j.anthropic." + name;
		return new String[] { prefix + ".base-url=" + provider.url(), prefix + ".api-key=test",
				prefix + ".model-name=claude-sonnet-4-5", prefix + ".max-tokens=500" };
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void tracesAModelOfTheStarterOnce() {
		provider.answers(answer("end_turn", "{\"type\":\"text\",\"text\":\"Paris\"}"));

		assertThat(context.getBean(ChatModel.class).chat("Capital of France?")).isEqualTo("Paris");

		List<SentSpan> spans = braintrust.awaitSpans(1);
		assertThat(spans).hasSize(1);
		assertFigures(spans.get(0));
		assertThat(spans.get(0).metadata().path("max_tokens").asInt()).isEqualTo(500);
	}

	@Test
	void tracesAnAiServiceWithTheToolsThatTheStarterFound() {
		provider.answers(
				answer("tool_use", toolUse("toolu_1", "weather", "{\"city\":\"Paris\"}"),
						toolUse("toolu_2", "clock", "{}")),
				answer("end_turn", "{\"type\":\"text\",\"text\":\"Sunny.\"}"));

		assertThat(context.getBean(Assistant.class).ask("Weather in Paris?")).isEqualTo("Sunny.");

		List<SentSpan> spans = braintrust.awaitSpans(5);
		assertThat(spans).hasSize(5);
		assertTree(spans, "Assistant.ask");
		SentSpan clock = SentSpan.named(spans, "execute_tool clock");
		assertThat(clock.parentId()).isEqualTo(SentSpan.named(spans, "Assistant.ask").spanId());
		assertThat(clock.attribute("braintrust.output_json")).isEqualTo("\"Noon\"");
	}

	@Test
	void tracesAStreamingAiServiceAsTheSameTree() throws Exception {
		provider.answers(streamedToolUse(), streamedText("Sun", "ny."));
		CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

		context.getBean(StreamingAssistant.class).ask("Weather in Paris?").onPartialResponse((part) -> {
		}).onCompleteResponse(answer::complete).onError(answer::completeExceptionally).start();

		assertThat(answer.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(spans).hasSize(4);
		assertTree(spans, "StreamingAssistant.ask");
	}

	private static void assertTree(List<SentSpan> spans, String service) {
		SentSpan root = SentSpan.named(spans, service);
		assertThat(root.isRoot()).isTrue();
		assertThat(spans).extracting(SentSpan::traceId).containsOnly(root.traceId());
		SentSpan weather = SentSpan.named(spans, "execute_tool weather");
		assertThat(weather.parentId()).isEqualTo(root.spanId());
		assertThat(weather.attribute("braintrust.output_json")).isEqualTo("\"Sunny in Paris\"");
		List<SentSpan> calls = spans.stream().filter((span) -> span.type().equals("llm")).toList();
		assertThat(calls).hasSize(2).allSatisfy((call) -> {
			assertThat(call.parentId()).isEqualTo(root.spanId());
			assertFigures(call);
		});
	}

	private static void assertFigures(SentSpan span) {
		assertThat(span.name()).isEqualTo("chat claude-sonnet-4-5");
		assertThat(span.metadata().path("provider").asString()).isEqualTo("anthropic");
		assertThat(span.metadata().path("model").asString()).isEqualTo("claude-sonnet-4-5-20250929");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(512);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(500);
		assertThat(span.metadata().path("cost.estimated_usd").isNumber()).isTrue();
	}

	private static ResponseDefinitionBuilder answer(String reason, String... content) {
		return StubProvider.json("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
				"content":[%s],"stop_reason":"%s","usage":{"input_tokens":12,"output_tokens":30,
				"cache_read_input_tokens":500,"cache_creation_input_tokens":0}}""".formatted(String.join(",", content),
				reason));
	}

	private static String toolUse(String id, String name, String input) {
		return "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}".formatted(id, name, input);
	}

	private static ResponseDefinitionBuilder streamedToolUse() {
		return StubProvider.events(MESSAGE_START,
				block("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{}}"),
				delta("{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\\\"Paris\\\"}\"}"), BLOCK_STOP,
				end("tool_use"), MESSAGE_STOP);
	}

	private static ResponseDefinitionBuilder streamedText(String first, String second) {
		return StubProvider.events(MESSAGE_START, block("{\"type\":\"text\",\"text\":\"\"}"),
				delta("{\"type\":\"text_delta\",\"text\":\"" + first + "\"}"),
				delta("{\"type\":\"text_delta\",\"text\":\"" + second + "\"}"), BLOCK_STOP, end("end_turn"),
				MESSAGE_STOP);
	}

	private static String block(String content) {
		return "content_block_start {\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + content + "}";
	}

	private static String delta(String delta) {
		return "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}";
	}

	private static String end(String reason) {
		return "message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
				+ "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":30}}";
	}

}
