package dev.gai.braintrust.springai;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Answers that Spring AI does not read, or fails to read: spoken ones, calls of tools
 * that are no functions, an end that it has no name for, content in a list.
 */
@Tag("application")
class UnreadAnswersTests {

	private static final String COMPLETIONS = "/v1/chat/completions";

	private static final String MESSAGES = "/v1/messages";

	private static final String USAGE = ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1,\"total_tokens\":10}";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	private static ConfigurableApplicationContext anthropic;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(braintrust, models);
		anthropic = SpringAiApplication.anthropic(braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
		anthropic.close();
	}

	@Test
	void costWhatTheyCostWithoutAChoice() {
		String nothing = "{\"id\":\"c1\",\"object\":\"chat.completion%s\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[]"
				+ USAGE + "}";
		ResponseDefinitionBuilder whole = ModelServer.json(nothing.formatted(""));
		models.answers(COMPLETIONS, whole, whole, ModelServer.events(nothing.formatted(".chunk") + "\n[DONE]\n"));

		callThroughAllDoors();

		assertThat(braintrust.awaitSpans(6)).map((row) -> String.valueOf(row.attribute("braintrust.output_json")))
			.contains("[]")
			.noneMatch((output) -> output.contains("chatResponse") || output.contains("rateLimit"));
		assertThat(braintrust.awaitSpans(6)).filteredOn((row) -> row.name().equals("chat gpt-4o-mini"))
			.hasSize(4)
			.allSatisfy((row) -> {
				assertThat(row.metrics().path("prompt_tokens").asInt()).isEqualTo(9);
				assertThat(row.metrics().path("completion_tokens").asInt()).isEqualTo(1);
			});
	}

	@Test
	void areHeardWhereTheyAreSpoken() {
		models.answers(COMPLETIONS,
				whole("stop",
						"\"content\":null,\"audio\":{\"id\":\"a1\",\"data\":\"UklGRg==\",\"transcript\":\"Paris\"}"),
				whole("stop",
						"\"content\":null,\"audio\":{\"id\":\"a1\",\"data\":\"UklGRg==\",\"transcript\":\"Paris\"}"),
				ModelServer.events(chunk("\"role\":\"assistant\",\"content\":\"\"", null)
						+ chunk("\"audio\":{\"id\":\"a1\",\"transcript\":\"Par\"}", null)
						+ chunk("\"audio\":{\"data\":\"UklGRg==\",\"transcript\":\"is\"}", null) + chunk("", "stop")
						+ "[DONE]\n"));

		callThroughAllDoors();

		assertThat(braintrust.awaitSpans(6)).hasSize(6).allSatisfy((row) -> {
			assertThat(message(row).path("content").asString()).isEqualTo("Paris");
			assertThat(message(row).path("audio").has("data")).isTrue();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			"tool_calls":[{"id":"c1","type":"custom","custom":{"name":"look","input":"{}"}}]; false
			"function_call":{"name":"look","arguments":"{}"}; true""")
	void areCallsOfTools(String call, boolean streamed) {
		models.answers(COMPLETIONS, whole("tool_calls", "\"content\":null," + call),
				whole("tool_calls", "\"content\":null," + call),
				ModelServer.events(chunk("\"role\":\"assistant\",\"content\":null," + call, null)
						+ chunk("", "tool_calls") + "[DONE]\n"));

		if (streamed) {
			callThroughAllDoors();
		}
		else {
			call();
		}

		assertThat(braintrust.awaitSpans(streamed ? 6 : 3)).hasSize(streamed ? 6 : 3).allSatisfy((row) -> {
			JsonNode function = message(row).at("/tool_calls/0/function");
			assertThat(function.path("name").asString()).isEqualTo("look");
			assertThat(function.path("arguments").asString()).isEqualTo("{}");
		});
	}

	@Test
	void endAsTheProviderSays() {
		models.answers(COMPLETIONS, whole("error", "\"content\":\"Par\""), whole("error", "\"content\":\"Par\""),
				ModelServer.events(
						chunk("\"role\":\"assistant\",\"content\":\"Par\"", null) + chunk("", "error") + "[DONE]\n"));

		callThroughAllDoors();

		assertThat(braintrust.awaitSpans(6)).hasSize(6).allSatisfy((row) -> {
			assertThat(row.json("braintrust.output_json").at("/0/finish_reason").asString()).isEqualTo("error");
			assertThat(message(row).path("content").asString()).isEqualTo("Par");
		});
	}

	@Test
	void areKeptWithTheirFiguresWhereReadingThemFails() {
		models.answers(COMPLETIONS,
				whole("stop", "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
						+ "\"text\":\"I think.\"}]},{\"type\":\"text\",\"text\":\"Paris\"}]"));

		assertThatException().isThrownBy(() -> context.getBean(ChatModel.class).call(new Prompt("Capital?")));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(message(call).path("content").asString()).isEqualTo("Paris");
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I think.");
		assertThat(call.metrics().path("prompt_tokens").asInt()).isEqualTo(9);
	}

	@Test
	void areRefusalsOfAnthropicWithoutAWord() {
		models.answers(MESSAGES, ModelServer.json("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],
				"stop_reason":"refusal","stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}"""));

		anthropic.getBean(ChatModel.class).call(new Prompt("Capital?"));

		SentSpan call = braintrust.awaitSpans(1).get(0);
		assertThat(call.json("braintrust.output_json").at("/0/finish_reason").asString()).isEqualTo("content_filter");
		assertThat(call.metrics().path("completion_tokens").asInt()).isEqualTo(5);
	}

	@Test
	void areTextAndThoughtsWhereAStreamOfAnthropicBreaksOff() {
		models.answers(MESSAGES, ModelServer.namedEvents(
				"""
						{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
						{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I think."}}
						{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}
						{"type":"content_block_stop","index":0}
						{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Par"}}
						"""));

		anthropic.getBean(ChatModel.class).stream(new Prompt("Capital?")).blockLast();
		anthropic.getBean(ChatClient.Builder.class).build().prompt("Capital?").stream().content().blockLast();

		assertThat(braintrust.awaitSpans(3)).hasSize(3)
			.filteredOn((row) -> row.type().equals("llm"))
			.allSatisfy((row) -> {
				assertThat(message(row).path("content").asString()).isEqualTo("Par");
				assertThat(message(row).path("reasoning").asString()).isEqualTo("I think.");
				assertThat(row.metrics().path("prompt_tokens").asInt()).isEqualTo(10);
			});
	}

	private static void callThroughAllDoors() {
		call();
		context.getBean(ChatModel.class).stream(new Prompt("Capital?")).blockLast();
		client().prompt("Capital?").stream().content().blockLast();
	}

	private static void call() {
		context.getBean(ChatModel.class).call(new Prompt("Capital?"));
		client().prompt("Capital?").call().content();
	}

	private static ChatClient client() {
		return context.getBean(ChatClient.Builder.class).build();
	}

	private static ResponseDefinitionBuilder whole(String reason, String message) {
		return ModelServer.json("""
				{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"%s","message":{"role":"assistant",%s}}]%s}""".formatted(reason, message,
				USAGE));
	}

	private static String chunk(String delta, String reason) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{"
				+ delta + "},\"finish_reason\":" + ((reason != null) ? "\"" + reason + "\"" : "null") + "}]}\n";
	}

	private static JsonNode message(SentSpan row) {
		return row.json("braintrust.output_json").at("/0/message");
	}

}
