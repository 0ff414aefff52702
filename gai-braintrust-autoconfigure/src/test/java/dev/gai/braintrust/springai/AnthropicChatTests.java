package dev.gai.braintrust.springai;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Anthropic's messages through Spring AI, to the rows that Braintrust receives.
 */
@Tag("application")
class AnthropicChatTests {

	private static final String PATH = "/v1/messages";

	private static final String TREE_WITH_TOOLS = """
			chat_client
			  step 1
			    chat claude-sonnet-4-5
			    execute_tool weather
			  step 2
			    chat claude-sonnet-4-5
			""";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.anthropic(braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsACallWithToolsAsOneTree() {
		models.answers(PATH,
				ModelServer
					.json("""
							{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
							 "content":[{"type":"text","text":"Let me see."},
							  {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Oslo"}}],
							 "stop_reason":"tool_use","stop_sequence":null,
							 "usage":{"input_tokens":100,"output_tokens":20,"cache_creation_input_tokens":50,"cache_read_input_tokens":0,
							  "cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":0}}}"""),
				ModelServer
					.json("""
							{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
							 "content":[{"type":"text","text":"It is sunny."}],"stop_reason":"end_turn","stop_sequence":null,
							 "usage":{"input_tokens":10,"output_tokens":30,"cache_creation_input_tokens":0,
							  "cache_read_input_tokens":200,
							  "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}}}"""));

		String answer = client().prompt("Weather in Oslo?").tools(tools()).call().content();

		assertThat(answer).isEqualTo("It is sunny.");
		assertRows(braintrust.awaitSpans(6));
	}

	@Test
	void sendsAStreamWithToolsAsTheSameTree() {
		models.answers(PATH, streamedToolUse(), streamedAnswer());

		List<String> answer = client().prompt("Weather in Oslo?")
			.tools(tools())
			.stream()
			.content()
			.collectList()
			.block();

		assertThat(String.join("", answer)).isEqualTo("Let me see.It is sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertRows(spans);
		assertThat(chat(spans, 1).metrics().path("time_to_first_token").isNumber()).isTrue();
	}

	private static void assertRows(List<SentSpan> spans) {
		assertThat(SpanTree.of(spans)).isEqualTo(TREE_WITH_TOOLS);
		SentSpan first = chat(spans, 0);
		assertThat(first.json("braintrust.output_json").toString())
			.isEqualTo("[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
					+ "\"content\":\"Let me see.\",\"tool_calls\":[{\"id\":\"toolu_1\",\"type\":\"function\",\"function\":"
					+ "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}}]");
		assertThat(first.metadata().path("provider").asString()).isEqualTo("anthropic");
		assertThat(first.metadata().path("max_tokens").asInt()).isEqualTo(300);
		assertThat(first.metadata().path("tools").path(0).path("function").path("name").asString())
			.isEqualTo("weather");
		assertThat(first.metrics().path("prompt_tokens").asInt()).isEqualTo(150);
		assertThat(first.metrics().path("prompt_cache_creation_5m_tokens").asInt()).isEqualTo(50);
		assertThat(first.metrics().path("completion_tokens").asInt()).isEqualTo(20);
		SentSpan second = chat(spans, 1);
		assertThat(second.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"It is sunny.\"}}]");
		assertThat(second.metadata().path("model").asString()).isEqualTo("claude-sonnet-4-5-20250929");
		assertThat(second.metrics().path("prompt_tokens").asInt()).isEqualTo(210);
		assertThat(second.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(200);
		assertThat(second.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(second.metrics().path("tokens").asInt()).isEqualTo(240);
		// 10 tokens at 3, 200 cached ones at 0.3 and 30 at 15 dollars per million
		assertThat(second.metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.00054");
		assertThat(second.attributes()).containsEntry("gen_ai.response.id", "msg_2")
			.containsEntry("gen_ai.provider.name", "anthropic");
	}

	@Test
	void showsTheAttemptsOfCallsAndStreams() {
		models.answers(PATH, busy(), streamedAnswer());
		context.getBean(ChatModel.class).stream(new Prompt("Hi")).blockLast();
		models.answers(PATH, busy(), ModelServer.json("""
				{"id":"msg_3","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
				 "content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","stop_sequence":null,
				 "usage":{"input_tokens":10,"output_tokens":1}}"""));
		context.getBean(ChatModel.class).call(new Prompt("Hi"));

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat claude-sonnet-4-5
				  attempt 1
				chat claude-sonnet-4-5
				  attempt 1
				""");
		assertThat(chat(spans, 0).metrics().path("prompt_cached_tokens").asInt()).isEqualTo(200);
	}

	/**
	 * Stand-ins and servers that are compatible with others give all answers the same id.
	 */
	@Test
	void readsNoWholeAnswerFromAStreamThatRunsBesideItWithTheSameId() {
		models.answers(PATH, streamedAnswer(), ModelServer.json("""
				{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
				 "content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","stop_sequence":null,
				 "usage":{"input_tokens":7,"output_tokens":5}}"""));
		ChatModel model = context.getBean(ChatModel.class);
		AtomicBoolean asked = new AtomicBoolean();

		model.stream(new Prompt("Weather in Oslo?")).doOnNext((chunk) -> {
			if (asked.compareAndSet(false, true)) {
				model.call(new Prompt("Hi"));
			}
		}).blockLast();

		List<SentSpan> spans = braintrust.awaitSpans(2);
		SentSpan stream = chat(spans, 0);
		assertThat(stream.metrics().path("prompt_tokens").asInt()).isEqualTo(210);
		assertThat(stream.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(stream.metrics().path("time_to_first_token").isNumber()).isTrue();
		SentSpan whole = chat(spans, 1);
		assertThat(whole.metrics().path("prompt_tokens").asInt()).isEqualTo(7);
		assertThat(whole.metrics().path("completion_tokens").asInt()).isEqualTo(5);
		assertThat(whole.metrics().has("time_to_first_token")).isFalse();
	}

	private static ResponseDefinitionBuilder busy() {
		return WireMock.aResponse()
			.withStatus(529)
			.withHeader("Content-Type", "application/json")
			.withHeader("Retry-After-Ms", "1")
			.withBody("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
	}

	private static ResponseDefinitionBuilder streamedToolUse() {
		return ModelServer.namedEvents(
				"""
						{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":100,"output_tokens":1,"cache_creation_input_tokens":50,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":50,"ephemeral_1h_input_tokens":0}}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me "}}
						{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"see."}}
						{"type":"content_block_stop","index":0}
						{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}
						{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}}
						{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\\"Oslo\\"}"}}
						{"type":"content_block_stop","index":1}
						{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":20}}
						{"type":"message_stop"}
						""");
	}

	private static ResponseDefinitionBuilder streamedAnswer() {
		return ModelServer.namedEvents(
				"""
						{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1,"cache_creation_input_tokens":0,"cache_read_input_tokens":200}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It is "}}
						{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"sunny."}}
						{"type":"content_block_stop","index":0}
						{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30}}
						{"type":"message_stop"}
						""");
	}

	private static SentSpan chat(List<SentSpan> spans, int index) {
		return spans.stream()
			.filter((span) -> span.name().startsWith("chat claude"))
			.sorted(Comparator.comparingLong((span) -> span.span().getStartTimeUnixNano()))
			.toList()
			.get(index);
	}

	private static ChatClient client() {
		return context.getBean(ChatClient.Builder.class).build();
	}

	private static Object tools() {
		return context.getBean(SpringAiApplication.WeatherTools.class);
	}

}
