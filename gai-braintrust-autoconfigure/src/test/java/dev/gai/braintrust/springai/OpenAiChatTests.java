package dev.gai.braintrust.springai;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * OpenAI's chat completions through Spring AI, to the rows that Braintrust receives.
 */
@Tag("application")
class OpenAiChatTests {

	private static final String PATH = "/v1/chat/completions";

	private static final String TREE_WITH_TOOLS = """
			chat_client
			  step 1
			    chat gpt-4o-mini
			    execute_tool weather
			  step 2
			    chat gpt-4o-mini
			""";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsACallWithToolsAsOneTree() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("It is sunny."));

		String answer = client().prompt().system("Be brief").user("Weather in Oslo?").tools(tools()).call().content();

		assertThat(answer).isEqualTo("It is sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(SpanTree.of(spans)).isEqualTo(TREE_WITH_TOOLS);
		assertRowsWithTools(spans);
		assertThat(spans).filteredOn((span) -> span.name().startsWith("chat gpt"))
			.allSatisfy((span) -> assertThat(span.metrics().has("time_to_first_token")).isFalse());
	}

	@Test
	void sendsAStreamWithToolsAsTheSameTree() {
		models.answers(PATH, OpenAiAnswers.streamsAQuestionForWeather("Oslo"),
				OpenAiAnswers.streams("It is ", "sunny."));

		List<String> answer = client().prompt()
			.system("Be brief")
			.user("Weather in Oslo?")
			.tools(tools())
			.stream()
			.content()
			.collectList()
			.block();

		assertThat(answer).containsExactly("It is ", "sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(SpanTree.of(spans)).isEqualTo(TREE_WITH_TOOLS);
		assertRowsWithTools(spans);
		assertThat(spans).filteredOn((span) -> span.name().startsWith("chat gpt")).allSatisfy((span) -> {
			double seconds = (span.span().getEndTimeUnixNano() - span.span().getStartTimeUnixNano()) / 1e9;
			assertThat(span.metrics().path("time_to_first_token").asDouble()).isBetween(0.0, seconds);
		});
	}

	private static void assertRowsWithTools(List<SentSpan> spans) {
		assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
		SentSpan client = named(spans, "chat_client", 0);
		assertThat(client.type()).isEqualTo("task");
		assertThat(client.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief\"},"
					+ "{\"role\":\"user\",\"content\":\"Weather in Oslo?\"}]");
		assertThat(client.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"It is sunny.\"}}]");
		assertThat(client.metrics().isMissingNode()).isTrue();
		assertThat(client.metadata().path("usage.model_calls").asInt()).isEqualTo(2);
		assertThat(client.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(250);
		SentSpan first = named(spans, "chat gpt-4o-mini", 0);
		assertThat(first.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
		assertThat(first.json("braintrust.output_json").toString())
			.isEqualTo("[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
					+ "\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
					+ "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}}]");
		assertThat(first.metadata().path("tools").path(0).path("function").path("name").asString())
			.isEqualTo("weather");
		assertThat(first.metadata()
			.path("tools")
			.path(0)
			.path("function")
			.path("parameters")
			.path("required")
			.path(0)
			.asString()).isEqualTo("city");
		SentSpan second = named(spans, "chat gpt-4o-mini", 1);
		assertThat(second.type()).isEqualTo("llm");
		assertThat(second.json("braintrust.input_json").path(2).path("tool_calls").path(0).path("id").asString())
			.isEqualTo("call_1");
		assertThat(second.json("braintrust.input_json").path(3).toString())
			.isEqualTo("{\"role\":\"tool\",\"content\":\"\\\"Sunny in Oslo\\\"\",\"tool_call_id\":\"call_1\"}");
		assertThat(second.metadata().path("model").asString()).isEqualTo("gpt-4o-mini-2024-07-18");
		assertThat(second.metadata().path("provider").asString()).isEqualTo("openai");
		assertThat(second.metadata().path("temperature").asDouble()).isEqualTo(0.2);
		assertThat(second.metrics().path("prompt_tokens").asInt()).isEqualTo(150);
		assertThat(second.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(second.metrics().path("tokens").asInt()).isEqualTo(180);
		assertThat(second.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(128);
		assertThat(second.metrics().path("completion_reasoning_tokens").asInt()).isEqualTo(12);
		// 22 tokens at 0.15, 128 cached ones at 0.075 and 30 at 0.60 dollars per million
		assertThat(second.metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.0000309");
		assertThat(second.attributes()).containsEntry("gen_ai.response.id", "chatcmpl-2")
			.containsEntry("gen_ai.usage.cache_read.input_tokens", 128L)
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
			.doesNotContainKeys("gen_ai.system", "spring.ai.kind");
		SentSpan tool = named(spans, "execute_tool weather", 0);
		assertThat(tool.type()).isEqualTo("tool");
		assertThat(tool.json("braintrust.input_json").toString()).isEqualTo("{\"city\":\"Oslo\"}");
		assertThat(tool.json("braintrust.output_json").asString()).isEqualTo("Sunny in Oslo");
		SentSpan step = named(spans, "step 1", 0);
		assertThat(step.type()).isEqualTo("task");
		assertThat(step.span().getEndTimeUnixNano()).isGreaterThanOrEqualTo(tool.span().getEndTimeUnixNano());
		assertThat(step.json("braintrust.context_json")
			.path("span_origin")
			.path("instrumentation")
			.path("name")
			.asString()).isEqualTo("spring-ai");
	}

	@Test
	void pricesTheTierThatServedTheCallAndShowsTheOneThatWasAskedFor() {
		models.answers(PATH, OpenAiAnswers.saysAtATier("a \\\"service_tier\\\": \\\"scale\\\"", "flex"),
				OpenAiAnswers.saysAtATier("Hello", "default"), OpenAiAnswers.saysAtATier("Hello", "scale"));

		for (int i = 0; i < 3; i++) {
			client().prompt("Hi").options(OpenAiChatOptions.builder().serviceTier("priority")).call().content();
		}

		List<SentSpan> calls = braintrust.awaitSpans(6)
			.stream()
			.filter((span) -> span.name().startsWith("chat gpt"))
			.sorted(Comparator.comparing((span) -> span.span().getStartTimeUnixNano()))
			.toList();
		assertThat(calls).extracting((span) -> span.metadata().path("service_tier").asString())
			.containsExactly("flex", "default", "scale");
		assertThat(calls).extracting((span) -> span.metadata().path("requested_service_tier").asString())
			.containsOnly("priority");
		assertThat(calls.get(0).metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.000225");
		assertThat(calls.get(1).metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.00045");
		assertThat(calls.get(1).metadata().path("cost.source").asString()).isEqualTo("catalog");
		assertThat(calls.get(2).metrics().has("estimated_cost")).isFalse();
		assertThat(calls.get(2).metadata().path("cost.unavailable").asString()).isEqualTo("service_tier");
	}

	@Test
	void takesTheBillOfTheProviderAlsoFromAStream() {
		models.answers(PATH, OpenAiAnswers.saysForMoney("0.0123"), OpenAiAnswers.streamsForMoney("0.0456", "default"),
				OpenAiAnswers.streamsForMoney("", "flex"));

		client().prompt("Hi").call().content();
		client().prompt("Hi").stream().content().blockLast();
		client().prompt("Hi").stream().content().blockLast();

		List<SentSpan> calls = braintrust.awaitSpans(6)
			.stream()
			.filter((span) -> span.name().startsWith("chat gpt"))
			.sorted(Comparator.comparing((span) -> span.span().getStartTimeUnixNano()))
			.toList();
		assertThat(calls).extracting((span) -> span.metrics().path("estimated_cost").asString())
			.containsExactly("0.0123", "0.0456", "2.25E-4");
		assertThat(calls).extracting((span) -> span.metadata().path("cost.source").asString())
			.containsExactly("reported", "reported", "catalog");
		assertThat(calls.get(1).metadata().path("cost.list_usd").decimalValue()).isEqualByComparingTo("0.00045");
		assertThat(calls.get(2).metadata().path("service_tier").asString()).isEqualTo("flex");
	}

	@Test
	void sendsACallWithoutToolsWithoutSteps() {
		models.answers(PATH, OpenAiAnswers.says("Hello"));

		client().prompt("Hi")
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "c-7"))
			.call()
			.content();

		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(SpanTree.of(spans)).isEqualTo("chat_client\n  chat gpt-4o-mini\n");
		assertThat(spans)
			.allSatisfy((span) -> assertThat(span.attributes()).containsEntry("gen_ai.conversation.id", "c-7"));
	}

	@Test
	void marksAToolThatFailsThoughTheModelIsToldInWords() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Atlantis"), OpenAiAnswers.says("There is no such city."));

		client().prompt("Weather in Atlantis?").tools(tools()).call().content();

		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(SpanTree.of(spans)).isEqualTo(TREE_WITH_TOOLS);
		SentSpan tool = named(spans, "execute_tool weather", 0);
		assertThat(tool.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(tool.span().getStatus().getMessage())
			.isEqualTo("java.lang.IllegalStateException: No such city: Atlantis");
		assertThat(tool.json("braintrust.output_json").asString()).contains("No such city");
		assertThat(named(spans, "chat_client", 0).span().getStatus().getCode())
			.isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
	}

	@Test
	void marksACallThatTheProviderRefuses() {
		models.answers(PATH, WireMock.aResponse()
			.withStatus(400)
			.withHeader("Content-Type", "application/json")
			.withBody(
					"{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\",\"code\":null,\"param\":null}}"));

		assertThatException().isThrownBy(() -> client().prompt("Hi").call().content());
		assertThatException().isThrownBy(() -> client().prompt("Hi").stream().content().blockLast());

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  chat gpt-4o-mini
				chat_client
				  chat gpt-4o-mini
				""");
		assertThat(spans).allSatisfy(
				(span) -> assertThat(span.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR));
	}

	@Test
	void showsTheAttemptsThatTheClientRepeatsByItself() {
		models.answers(PATH, busy(), busy(), OpenAiAnswers.says("Hello"));

		client().prompt("Hi").call().content();

		assertThat(SpanTree.of(braintrust.awaitSpans(4))).isEqualTo("""
				chat_client
				  chat gpt-4o-mini
				    attempt 1
				    attempt 2
				""");
		SentSpan chat = named(braintrust.spans(), "chat gpt-4o-mini", 0);
		assertThat(chat.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(chat.type()).isEqualTo("llm");
		SentSpan attempt = named(braintrust.spans(), "attempt 2", 0);
		assertThat(attempt.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(attempt.span().getStatus().getMessage()).contains("HTTP 429").contains("slow down");
	}

	@Test
	void showsTheAttemptsOfAStream() {
		models.answers(PATH, busy(), OpenAiAnswers.streams("Hel", "lo"));

		client().prompt("Hi").stream().content().blockLast();

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				chat_client
				  chat gpt-4o-mini
				    attempt 1
				""");
		assertThat(models.requests()).allSatisfy((request) -> assertThat(headers(request)).doesNotContain("gai"));
	}

	private static String headers(LoggedRequest request) {
		return request.getHeaders().keys().toString().toLowerCase(Locale.ROOT);
	}

	@Test
	void showsTheAttemptsOfAStreamThatFailsInTheEnd() {
		models.answers(PATH, busy());

		assertThatException().isThrownBy(() -> client().prompt("Hi").stream().content().blockLast());

		assertThat(SpanTree.of(braintrust.awaitSpans(6))).isEqualTo("""
				chat_client
				  chat gpt-4o-mini
				    attempt 1
				    attempt 2
				    attempt 3
				    attempt 4
				""");
	}

	@Test
	void readsTheUsageOfAStreamOfTheModelItself() {
		models.answers(PATH, OpenAiAnswers.streams("Hel", "lo"));

		context.getBean(ChatModel.class).stream(new Prompt("Hi")).blockLast();

		SentSpan chat = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(braintrust.spans()).hasSize(1);
		assertThat(chat.isRoot()).isTrue();
		assertThat(chat.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(128);
		assertThat(chat.metrics().path("completion_reasoning_tokens").asInt()).isEqualTo(12);
		assertThat(chat.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertThat(chat.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("Hello");
	}

	@Test
	void marksAStreamThatNobodyWantsToTheEnd() {
		// Slowly, so that it has not ended before anybody goes away.
		models.answers(PATH, OpenAiAnswers.streams("Hel", "lo", " there").withChunkedDribbleDelay(20, 4_000));

		ChatResponse first = client().prompt("Hi")
			.stream()
			.chatResponse()
			.filter((response) -> !response.getResult().getOutput().getText().isEmpty())
			.blockFirst();

		assertThat(first).isNotNull();
		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(SpanTree.of(spans)).isEqualTo("chat_client\n  chat gpt-4o-mini\n");
		assertThat(spans).allSatisfy((span) -> {
			assertThat(span.metadata().path("cancelled").asBoolean()).isTrue();
			assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
				.startsWith("Hel");
			assertThat(span.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		});
	}

	@Test
	void keepsMediaOutOfTheRow() {
		models.answers(PATH, OpenAiAnswers.says("A cat"));
		byte[] image = new byte[1_000_000];

		client().prompt()
			.user((user) -> user.text("What is this?").media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(image)))
			.call()
			.content();

		SentSpan chat = named(braintrust.awaitSpans(2), "chat gpt-4o-mini", 0);
		JsonNode content = chat.json("braintrust.input_json").path(0).path("content");
		assertThat(content.path(0).path("text").asString()).isEqualTo("What is this?");
		JsonNode reference = content.path(1).path("image_url").path("url");
		assertThat(reference.path("type").asString()).isEqualTo("braintrust_attachment");
		assertThat(reference.path("content_type").asString()).isEqualTo("image/png");
		assertThat(reference.path("filename").asString()).isEqualTo("image.png");
		assertThat(chat.metadata().path("content.attachments").path(0).path("bytes").asInt()).isEqualTo(1_000_000);
	}

	@Test
	void readsAnAnswerWithStructure() {
		models.answers(PATH, OpenAiAnswers.says("{\\\"city\\\":\\\"Oslo\\\"}"));

		Place place = client().prompt("Where?").call().entity(Place.class);

		assertThat(place).isEqualTo(new Place("Oslo"));
		SentSpan chat = named(braintrust.awaitSpans(2), "chat gpt-4o-mini", 0);
		assertThat(chat.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("{\"city\":\"Oslo\"}");
	}

	private static ResponseDefinitionBuilder busy() {
		return WireMock.aResponse()
			.withStatus(429)
			.withHeader("Content-Type", "application/json")
			.withHeader("Retry-After-Ms", "1")
			.withBody("{\"error\":{\"message\":\"slow down\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}");
	}

	private static SentSpan named(List<SentSpan> spans, String name, int index) {
		return spans.stream()
			.filter((span) -> span.name().equals(name))
			.sorted(Comparator.comparingLong((span) -> span.span().getStartTimeUnixNano()))
			.skip(index)
			.findFirst()
			.orElseThrow();
	}

	private static ChatClient client() {
		return context.getBean(ChatClient.Builder.class).build();
	}

	private static Object tools() {
		return context.getBean(SpringAiApplication.WeatherTools.class);
	}

	record Place(String city) {
	}

}
