package dev.gai.braintrust.springai;

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring AI puts together of a stream has lost thoughts and mixed answers: rows have
 * them whole.
 */
@Tag("application")
class StreamedThoughtsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext openAi;

	private static ConfigurableApplicationContext anthropic;

	private static ConfigurableApplicationContext ollama;

	@BeforeAll
	static void start() {
		openAi = SpringAiApplication.openAi(braintrust, models.url());
		anthropic = SpringAiApplication.anthropic(braintrust, models);
		ollama = SpringAiApplication.ollama(braintrust, models);
	}

	@AfterAll
	static void stop() {
		openAi.close();
		anthropic.close();
		ollama.close();
	}

	enum Door {

		CLIENT, MODEL

	}

	@ParameterizedTest
	@EnumSource
	void ofOpenAi(Door door) {
		models.answers("/v1/chat/completions",
				ModelServer.events(chunk(0, "\"role\":\"assistant\",\"content\":\"\"", null)
						+ chunk(0, "\"reasoning_content\":\"I look \"", null)
						+ chunk(0, "\"reasoning_content\":\"it up.\"", null) + chunk(0, "\"content\":\"Sun\"", null)
						+ chunk(0, "\"content\":\"ny.\"", null) + chunk(0, "", "stop") + "[DONE]"));

		stream(openAi, door).blockLast();

		JsonNode choices = sent().json("braintrust.output_json");
		assertThat(choices).hasSize(1);
		assertThat(choices.at("/0/message/reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choices.at("/0/message/content").asString()).isEqualTo("Sunny.");
		assertThat(choices.at("/0/finish_reason").asString()).isEqualTo("stop");
	}

	@ParameterizedTest
	@EnumSource
	void ofSeveralAnswers(Door door) {
		models.answers("/v1/chat/completions", ModelServer.events(chunk(0, "\"role\":\"assistant\",\"content\":\"\"",
				null) + chunk(1, "\"role\":\"assistant\",\"content\":\"\"", null)
				+ chunk(0, "\"content\":\"Sun\"", null) + chunk(1, "\"content\":\"Bri\"", null)
				+ chunk(1, "\"content\":\"ght.\"", null) + chunk(0, "\"content\":\"ny.\"", null) + chunk(0, "", "stop")
				+ chunk(1, "", "length")
				+ "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[],"
				+ "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":6,\"total_tokens\":15}}\n[DONE]"));

		stream(openAi, door).blockLast();

		SentSpan call = sent();
		JsonNode choices = call.json("braintrust.output_json");
		assertThat(choices).hasSize(2);
		assertThat(choices.at("/0/message/content").asString()).isEqualTo("Sunny.");
		assertThat(choices.at("/1/message/content").asString()).isEqualTo("Bright.");
		assertThat(choices.at("/1/index").asInt()).isEqualTo(1);
		assertThat(choices.at("/1/finish_reason").asString()).isEqualTo("length");
		assertThat(call.attribute("gen_ai.response.finish_reasons")).isEqualTo(List.of("stop", "length"));
		assertThat(call.metrics().path("completion_tokens").asInt()).isEqualTo(6);
	}

	@ParameterizedTest
	@EnumSource
	void ofAnthropic(Door door) {
		models.answers("/v1/messages", ModelServer.namedEvents(
				"""
						{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
						{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I look "}}
						{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"it up."}}
						{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}
						{"type":"content_block_stop","index":0}
						{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Sun"}}
						{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ny."}}
						{"type":"content_block_stop","index":1}
						{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":30}}
						{"type":"message_stop"}"""));

		stream(anthropic, door).blockLast();

		JsonNode choices = sent().json("braintrust.output_json");
		assertThat(choices).hasSize(1);
		assertThat(choices.at("/0/message/reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choices.at("/0/message/content").asString()).isEqualTo("Sunny.");
		assertThat(choices.at("/0/finish_reason").asString()).isEqualTo("stop");
	}

	@ParameterizedTest
	@EnumSource
	void ofOllama(Door door) {
		models.answers("/api/chat", WireMock.aResponse()
			.withStatus(200)
			.withHeader("Content-Type", "application/x-ndjson")
			.withBody(line("\"thinking\":\"I look \",\"content\":\"\"")
					+ line("\"thinking\":\"it up.\",\"content\":\"\"") + line("\"content\":\"Sun\"")
					+ line("\"content\":\"ny.\"")
					+ "{\"model\":\"llama3.2\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
					+ "\"done_reason\":\"stop\",\"done\":true,\"total_duration\":9,\"load_duration\":1,\"prompt_eval_count\":26,"
					+ "\"prompt_eval_duration\":3,\"eval_count\":8,\"eval_duration\":5}\n"));

		stream(ollama, door).blockLast();

		SentSpan call = sent();
		JsonNode choices = call.json("braintrust.output_json");
		assertThat(choices.at("/0/message/reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choices.at("/0/message/content").asString()).isEqualTo("Sunny.");
		assertThat(call.metrics().path("completion_tokens").asInt()).isEqualTo(8);
		assertThat(call.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
	}

	@ParameterizedTest
	@EnumSource
	void thatAreCancelledHaveThemSoFar(Door door) {
		models.answers("/v1/chat/completions",
				ModelServer
					.events(chunk(0, "\"role\":\"assistant\",\"content\":\"\"", null)
							+ chunk(0, "\"reasoning_content\":\"I look \"", null)
							+ chunk(0, "\"reasoning_content\":\"it up.\"", null) + chunk(0, "\"content\":\"Sun\"", null)
							+ chunk(0, "\"content\":\"ny.\"", null) + chunk(0, "", "stop") + "[DONE]")
					.withChunkedDribbleDelay(20, 1_000));

		assertCancelledAtTheFirstText(openAi, door);
	}

	@ParameterizedTest
	@EnumSource
	void ofAnthropicThatAreCancelledAsWell(Door door) {
		models.answers("/v1/messages",
				ModelServer
					.namedEvents(
							"""
									{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}}
									{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
									{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I look "}}
									{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"it up."}}
									{"type":"content_block_stop","index":0}
									{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
									{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Sun"}}
									{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ny."}}
									{"type":"message_stop"}""")
					.withChunkedDribbleDelay(20, 1_000));

		assertCancelledAtTheFirstText(anthropic, door);
	}

	@ParameterizedTest
	@EnumSource
	void keepsTheTextOfAStreamThatHasNoneAndWasCancelled(Door door) {
		models.answers("/v1/chat/completions", ModelServer
			.events(chunk(0, "\"role\":\"assistant\",\"content\":\"\"", null) + chunk(0, "\"content\":\"Sun\"", null)
					+ chunk(0, "\"content\":\"ny.\"", null) + chunk(0, "", "stop") + "[DONE]")
			.withChunkedDribbleDelay(20, 1_000));

		stream(openAi, door).takeUntil((response) -> "Sun".equals(response.getResult().getOutput().getText()))
			.blockLast();

		SentSpan call = sent();
		assertThat(call.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(call.json("braintrust.output_json").at("/0/message/content").asString()).startsWith("Sun");
	}

	@ParameterizedTest
	@EnumSource
	void ofManyAnswersAtATimeThatAllHaveTheSameId(Door door) {
		models.answers("/v1/chat/completions", ModelServer.events(chunk(0, "\"content\":\"Sunny.\"", null)
				+ chunk(0, "", "stop")
				+ "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[],"
				+ "\"service_tier\":\"flex\",\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":6,\"total_tokens\":96,"
				+ "\"prompt_tokens_details\":{\"cached_tokens\":20}}}\n[DONE]"));

		Flux.range(0, 32).flatMap((i) -> stream(openAi, door), 8).blockLast();

		assertThat(braintrust.awaitSpans((door == Door.CLIENT) ? 64 : 32))
			.filteredOn((span) -> span.type().equals("llm"))
			.hasSize(32)
			.allSatisfy((call) -> {
				assertThat(call.metadata().path("service_tier").asString()).isEqualTo("flex");
				assertThat(call.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(20);
				assertThat(call.metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.0000078");
			});
	}

	private static void assertCancelledAtTheFirstText(ConfigurableApplicationContext context, Door door) {
		stream(context, door).takeUntil((response) -> "Sun".equals(response.getResult().getOutput().getText()))
			.blockLast();

		SentSpan call = sent();
		JsonNode message = call.json("braintrust.output_json").at("/0/message");
		assertThat(call.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(message.path("reasoning").asString()).isEqualTo("I look it up.");
		// Seen where it arrives, the text may be ahead of what was taken.
		assertThat(message.path("content").asString()).startsWith("Sun");
	}

	private static SentSpan sent() {
		return braintrust.awaitSpans(1)
			.stream()
			.filter((span) -> span.type().equals("llm"))
			.findFirst()
			.orElseGet(() -> braintrust.awaitSpans(2)
				.stream()
				.filter((span) -> span.type().equals("llm"))
				.findFirst()
				.orElseThrow());
	}

	private static Flux<ChatResponse> stream(ConfigurableApplicationContext context, Door door) {
		return (door == Door.MODEL) ? context.getBean(ChatModel.class).stream(new Prompt("Weather?"))
				: context.getBean(ChatClient.Builder.class).build().prompt("Weather?").stream().chatResponse();
	}

	private static String chunk(int choice, String delta, String reason) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":"
				+ choice + ",\"delta\":{" + delta + "},\"finish_reason\":"
				+ ((reason != null) ? '"' + reason + '"' : "null") + "}]}\n";
	}

	private static String line(String message) {
		return "{\"model\":\"llama3.2\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\","
				+ message + "},\"done\":false}\n";
	}

}
