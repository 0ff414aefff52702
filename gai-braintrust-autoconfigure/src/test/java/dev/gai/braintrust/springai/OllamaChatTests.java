package dev.gai.braintrust.springai;

import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Ollama through Spring AI, to the rows that Braintrust receives. Its client is Spring's
 * own.
 */
@Tag("application")
class OllamaChatTests {

	private static final String PATH = "/api/chat";

	private static final String LAST = "\"done_reason\":\"stop\",\"done\":true,\"total_duration\":9,\"load_duration\":1,"
			+ "\"prompt_eval_count\":26,\"prompt_eval_duration\":3,\"eval_count\":8,\"eval_duration\":5}";

	private static final String ERRORS = """
			model 'llama3.2' not found; not_found
			model not found; not_found
			server busy, please try again.  maximum pending requests exceeded; overloaded
			the input length exceeds the context length; context_length_exceeded
			registry.ollama.ai/library/llama3.2:latest does not support tools; unsupported
			an error was encountered while running the model: CUDA error; provider_unavailable
			""";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.ollama(braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsACallWithTools() {
		models.answers(PATH, ModelServer.json(
				message("""
						{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Oslo"}}}]}""")
						+ LAST),
				ModelServer.json(message("{\"role\":\"assistant\",\"content\":\"It is sunny.\"}") + LAST));

		client().prompt("Weather in Oslo?")
			.tools(context.getBean(SpringAiApplication.WeatherTools.class))
			.call()
			.content();

		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  step 1
				    chat llama3.2
				    execute_tool weather
				  step 2
				    chat llama3.2
				""");
		assertThat(spans).filteredOn((span) -> span.name().equals("chat llama3.2")).allSatisfy((span) -> {
			assertThat(span.metadata().path("provider").asString()).isEqualTo("ollama");
			assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(26);
			assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(8);
			assertThat(span.metrics().path("tokens").asInt()).isEqualTo(34);
			assertThat(span.metrics().has("prompt_cached_tokens")).isFalse();
		});
	}

	@Test
	void showsTheAttemptsThatSpringAisRetryTemplateRepeats() {
		models.answers(PATH, WireMock.aResponse().withStatus(503).withBody("busy"),
				ModelServer.json(message("{\"role\":\"assistant\",\"content\":\"It is sunny.\"}") + LAST));

		client().prompt("Weather?").call().content();

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("chat_client\n  chat llama3.2\n    attempt 1\n");
		SentSpan chat = braintrust.awaitSpan("chat llama3.2");
		assertThat(chat.metadata().path("retry.failed_attempts").asInt()).isEqualTo(1);
		assertThat(chat.metadata().path("retry.success").asBoolean()).isTrue();
		assertThat(chat.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
		assertThat(braintrust.awaitSpan("attempt 1").metadata().path("error.category").asString())
			.isIn("provider_unavailable", "overloaded");
	}

	@Test
	void sendsAStream() {
		models.answers(PATH,
				WireMock.aResponse()
					.withStatus(200)
					.withHeader("Content-Type", "application/x-ndjson")
					.withBody(message("{\"role\":\"assistant\",\"content\":\"It is \"}") + "\"done\":false}\n"
							+ message("{\"role\":\"assistant\",\"content\":\"sunny.\"}") + "\"done\":false}\n"
							+ message("{\"role\":\"assistant\",\"content\":\"\"}") + LAST + "\n"));

		client().prompt("Weather?").stream().content().blockLast();

		assertThat(SpanTree.of(braintrust.awaitSpans(2))).isEqualTo("chat_client\n  chat llama3.2\n");
		SentSpan chat = braintrust.awaitSpan("chat llama3.2");
		assertThat(chat.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"It is sunny.\"}}]");
		assertThat(chat.metrics().path("prompt_tokens").asInt()).isEqualTo(26);
		assertThat(chat.metrics().path("completion_tokens").asInt()).isEqualTo(8);
		assertThat(chat.metrics().path("time_to_first_token").isNumber()).isTrue();
	}

	@Test
	void namesTheModelOnceWhereAToolIsCalledInAStream() {
		models.answers(PATH, stream(
				message("""
						{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Oslo"}}}]}""")
						+ "\"done\":false}\n" + message("{\"role\":\"assistant\",\"content\":\"\"}") + LAST + "\n"),
				stream(message("{\"role\":\"assistant\",\"content\":\"It is sunny.\"}") + LAST + "\n"));

		client().prompt("Weather in Oslo?")
			.tools(context.getBean(SpringAiApplication.WeatherTools.class))
			.stream()
			.content()
			.blockLast();

		assertThat(braintrust.awaitSpans(6)).filteredOn((span) -> span.type().equals("llm"))
			.hasSize(2)
			.allSatisfy((span) -> {
				assertThat(span.metadata().path("model").asString()).isEqualTo("llama3.2");
				assertThat(span.attribute("gen_ai.response.model")).isEqualTo("llama3.2");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = ERRORS)
	void areErrorsOfTheProviderWhereThereIsNoAnswer(String said, String category) {
		models.answers(PATH, ModelServer.json(error(said)));

		assertThatException().isThrownBy(() -> client().prompt("Weather?").call().content());

		assertFailed(said, category);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = ERRORS)
	void areErrorsOfTheProviderWhereAStreamIsOne(String said, String category) {
		models.answers(PATH, stream(error(said) + "\n"));

		assertThatException().isThrownBy(() -> client().prompt("Weather?").stream().content().blockLast());

		assertFailed(said, category);
	}

	@Test
	void keepsTheTextBeforeAStreamFailed() {
		models.answers(PATH, stream(message("{\"role\":\"assistant\",\"content\":\"It is \"}") + "\"done\":false}\n"
				+ error("the model runner is overloaded")));

		assertThatException().isThrownBy(() -> client().prompt("Weather?").stream().content().blockLast());

		assertFailed("the model runner is overloaded", "overloaded");
		assertThat(braintrust.awaitSpan("chat llama3.2").json("braintrust.output_json").toString()).contains("It is ");
	}

	@Test
	void forgetsAnErrorAfterWhichAnAnswerCame() {
		models.answers(PATH, ModelServer.json(error("model not found")),
				ModelServer.json(message("{\"role\":\"assistant\",\"content\":\"It is sunny.\"}") + LAST));
		assertThatException().isThrownBy(() -> client().prompt("Weather?").call().content());

		client().prompt("Weather?").call().content();

		assertThat(braintrust.awaitSpans(4)).filteredOn((span) -> !span.metadata().has("error.category")).hasSize(2);
	}

	private static void assertFailed(String said, String category) {
		assertThat(braintrust.awaitSpans(2)).allSatisfy((row) -> {
			assertThat(row.metadata().path("error.category").asString()).isEqualTo(category);
			assertThat(row.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		});
		assertThat(braintrust.awaitSpan("chat llama3.2").span().getStatus().getMessage()).contains(said);
	}

	private static String error(String said) {
		return "{\"error\":\"" + said + "\"}";
	}

	private static ResponseDefinitionBuilder stream(String lines) {
		return WireMock.aResponse().withStatus(200).withHeader("Content-Type", "application/x-ndjson").withBody(lines);
	}

	private static String message(String message) {
		return "{\"model\":\"llama3.2\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":" + message + ",";
	}

	private static ChatClient client() {
		return context.getBean(ChatClient.Builder.class).build();
	}

}
