package dev.gai.braintrust.openai;

import java.util.List;
import java.util.stream.Stream;

import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import dev.gai.braintrust.openai.OpenAiSdkApplication.Application;
import dev.gai.braintrust.openai.OpenAiSdkApplication.Model;
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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static dev.gai.braintrust.testing.StubProvider.error;
import static dev.gai.braintrust.testing.StubProvider.events;
import static dev.gai.braintrust.testing.StubProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The official client of OpenAI within annotated methods, from the provider's bytes to
 * those that Braintrust receives.
 */
@Tag("application")
class OpenAiSdkTests {

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
			.properties("openai.url=" + provider.url())
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
	void readsAChatCompletion() {
		provider.answers(json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[
				{"index":0,"finish_reason":"stop","logprobs":null,
				"message":{"role":"assistant","content":"Paris","refusal":null}}],
				%s}""".formatted(OpenAiSdkAnswers.USAGE)));

		this.model.chat("Capital of France?");

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.type()).isEqualTo("llm");
		assertThat(span.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"user\",\"content\":\"Capital of France?\"}]");
		assertThat(span.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"}}]");
		assertThat(span.attributes()).containsEntry("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
			.containsEntry("gen_ai.response.id", "chatcmpl-1")
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
		assertFigures(span);
	}

	@Test
	void readsCallsOfTools() {
		provider.answers(json("""
				{"id":"chatcmpl-2","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[
				{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}},
				{"id":"call_2","type":"function","function":{"name":"time","arguments":"{}"}}]}}],
				%s}""".formatted(OpenAiSdkAnswers.USAGE)));

		this.model.chat("Weather?");

		assertThat(braintrust.awaitSpan("chat gpt-4o-mini").json("braintrust.output_json").toString()).isEqualTo("""
				[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[\
				{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}},\
				{"id":"call_2","type":"function","function":{"name":"time","arguments":"{}"}}]}}]""");
	}

	@Test
	void readsTheChunksOfAStream() {
		provider.answers(events(OpenAiSdkAnswers.chunk("{\"role\":\"assistant\",\"content\":\"\"}", null),
				OpenAiSdkAnswers.chunk("{\"content\":\"Par\"}", null),
				OpenAiSdkAnswers.chunk("{\"content\":\"is\"}", null), OpenAiSdkAnswers.chunk("{}", "stop"),
				"""
						{"id":"chatcmpl-3","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18",\
						"choices":[],%s}"""
					.formatted(OpenAiSdkAnswers.USAGE.replace("\n", "")),
				"[DONE]"));

		try (Stream<ChatCompletionChunk> chunks = this.model.stream("Capital of France?")) {
			assertThat(chunks.count()).isEqualTo(5);
		}

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"}}]");
		assertThat(span.attributes()).containsEntry("gen_ai.response.id", "chatcmpl-3");
		assertThat(span.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertFigures(span);
	}

	@Test
	void readsCallsOfToolsThatAStreamBringsInParts() {
		provider.answers(events(OpenAiSdkAnswers.chunk("""
				{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function",\
				"function":{"name":"weather","arguments":""}}]}""", null),
				OpenAiSdkAnswers
					.chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]}", null),
				OpenAiSdkAnswers
					.chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]}", null),
				OpenAiSdkAnswers.chunk("{}", "tool_calls"), "[DONE]"));

		try (Stream<ChatCompletionChunk> chunks = this.model.stream("Weather?")) {
			assertThat(chunks.count()).isEqualTo(4);
		}

		assertThat(braintrust.awaitSpan("chat gpt-4o-mini").json("braintrust.output_json").toString()).isEqualTo("""
				[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[\
				{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}\
				]}}]""");
	}

	@Test
	void marksAStreamThatIsLeftBeforeItsEnd() {
		provider.answers(events(OpenAiSdkAnswers.chunk("{\"role\":\"assistant\",\"content\":\"Par\"}", null),
				OpenAiSdkAnswers.chunk("{\"content\":\"is\"}", null), "[DONE]"));

		try (Stream<ChatCompletionChunk> chunks = this.model.stream("Capital of France?")) {
			assertThat(chunks.findFirst()).isPresent();
		}

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("Par");
		assertThat(span.metadata().path("cancelled").asBoolean()).isTrue();
	}

	@Test
	void followsAnOpenStreamThatIsReturned() {
		provider.answers(events(OpenAiSdkAnswers.chunk("{\"role\":\"assistant\",\"content\":\"Par\"}", null),
				OpenAiSdkAnswers.chunk("{\"content\":\"is\"}", "stop"), "[DONE]"));

		try (StreamResponse<ChatCompletionChunk> response = this.model.open("Capital of France?")) {
			assertThat(response.stream().count()).isEqualTo(2);
		}
		this.model.open("Capital of France?").close();

		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(spans.get(0).json("braintrust.output_json").at("/0/message/content").asString()).isEqualTo("Paris");
		assertThat(spans.get(0).metadata().has("cancelled")).isFalse();
		assertThat(spans.get(1).metadata().path("cancelled").asBoolean()).isTrue();
	}

	@Test
	void readsTheResultOfTheAsynchronousClient() {
		provider.answers(json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"length","message":{"role":"assistant","content":"Pa"}}],%s}"""
			.formatted(OpenAiSdkAnswers.USAGE)));

		this.model.later("Capital of France?").join();

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.json("braintrust.output_json").path(0).path("finish_reason").asString()).isEqualTo("length");
		assertFigures(span);
	}

	@Test
	void readsAStructuredCompletionAndFiguresThatTheLibraryHasNoGetterFor() {
		provider.answers(json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\\"name\\":\\"Paris\\"}"}}],
				"usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"prompt_cache_hit_tokens":4}}"""));

		assertThat(this.model.structured("Capital of France?").choices().get(0).message().content().orElseThrow().name)
			.isEqualTo("Paris");

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("{\"name\":\"Paris\"}");
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(4);
	}

	@Test
	void readsATextCompletion() {
		provider.answers(json("""
				{"id":"cmpl-1","object":"text_completion","created":1,"model":"gpt-3.5-turbo-instruct",
				"choices":[{"index":0,"text":"Paris","finish_reason":"stop","logprobs":null}],
				"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}"""));

		this.model.complete("The capital of France is");

		SentSpan span = braintrust.awaitSpan("text_completion gpt-3.5-turbo-instruct");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("Paris");
		assertThat(span.metrics().path("tokens").asInt()).isEqualTo(6);
	}

	@Test
	void readsAResponse() {
		provider.answers(json(OpenAiSdkAnswers.response("completed")));

		this.model.respond("Weather?");

		assertResponse(braintrust.awaitSpan("chat gpt-5-mini"));
	}

	@Test
	void readsTheEventsOfAStreamedResponse() {
		String created = OpenAiSdkAnswers.response("in_progress")
			.replaceAll("(?s)\"output\":\\[.*?\\],\"usage\":\\{.*\\}\\}", "\"output\":[]}");
		provider.answers(events(
				"response.created {\"type\":\"response.created\",\"sequence_number\":0,\"response\":%s}"
					.formatted(created.replace("\n", "")),
				"""
						response.output_text.delta {"type":"response.output_text.delta","sequence_number":1,"item_id":"m",\
						"output_index":0,"content_index":0,"delta":"Let me see.","logprobs":[]}""",
				"response.completed {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":%s}"
					.formatted(OpenAiSdkAnswers.response("completed").replace("\n", ""))));

		try (Stream<ResponseStreamEvent> events = this.model.respondInParts("Weather?")) {
			assertThat(events.count()).isEqualTo(3);
		}

		assertResponse(braintrust.awaitSpan("chat gpt-5-mini"));
	}

	@Test
	void keepsTheTextOfAStreamedResponseThatIsLeftBeforeItsEnd() {
		String created = OpenAiSdkAnswers.response("in_progress")
			.replaceAll("(?s)\"output\":\\[.*?\\],\"usage\":\\{.*\\}\\}", "\"output\":[]}");
		provider.answers(events("response.created {\"type\":\"response.created\",\"sequence_number\":0,\"response\":%s}"
			.formatted(created.replace("\n", "")), """
					response.output_text.delta {"type":"response.output_text.delta","sequence_number":1,"item_id":"m",\
					"output_index":0,"content_index":0,"delta":"Let me","logprobs":[]}""", """
					response.output_text.delta {"type":"response.output_text.delta","sequence_number":2,"item_id":"m",\
					"output_index":0,"content_index":0,"delta":" see.","logprobs":[]}"""));

		try (Stream<ResponseStreamEvent> events = this.model.respondInParts("Weather?")) {
			assertThat(events.limit(2).count()).isEqualTo(2);
		}

		SentSpan span = braintrust.awaitSpan("chat gpt-5-mini");
		assertThat(span.json("braintrust.output_json").path(0).path("message").path("content").asString())
			.isEqualTo("Let me");
		assertThat(span.attributes()).containsEntry("gen_ai.response.id", "resp_1");
	}

	@Test
	void countsVectors() {
		provider.answers(json("""
				{"object":"list","model":"text-embedding-3-small","data":[
				{"object":"embedding","index":0,"embedding":[0.5,0.25]},
				{"object":"embedding","index":1,"embedding":[0.75,0.125]}],
				"usage":{"prompt_tokens":8,"total_tokens":8}}"""));

		this.model.embed("a", "b");

		SentSpan span = braintrust.awaitSpan("embeddings text-embedding-3-small");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(8);
		assertThat(span.attribute("braintrust.output_json")).asString().contains("2").doesNotContain("0.75");
	}

	@Test
	void marksAFailedCall() {
		provider.answers(error(400,
				"""
						{"error":{"message":"Unknown parameter","type":"invalid_request_error","code":"unknown_parameter"}}"""));

		assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> this.model.chat("hi"));

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(span.attributes()).containsEntry("error.type", BadRequestException.class.getName());
		assertThat(span.metrics().path("prompt_tokens").isMissingNode()).isTrue();
	}

	private static void assertFigures(SentSpan span) {
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(100);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(20);
		assertThat(span.metrics().path("tokens").asInt()).isEqualTo(120);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(64);
		assertThat(span.metrics().path("completion_reasoning_tokens").asInt()).isEqualTo(12);
		assertThat(span.metrics().path("prompt_audio_tokens").asInt()).isEqualTo(3);
		assertThat(span.metrics().path("completion_audio_tokens").asInt()).isEqualTo(2);
		// The model has no price for audio.
		assertThat(span.metadata().path("cost.unavailable").asString()).isEqualTo("unpriced_audio");
	}

	private static void assertResponse(SentSpan span) {
		assertThat(span.json("braintrust.output_json").toString()).startsWith("""
				[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me see.",\
				"tool_calls":[{"id":"call_1","type":"function",\
				"function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}],"items":[{""");
		assertThat(span.json("braintrust.output_json").at("/0/message/items/0/type").asString())
			.isEqualTo("web_search_call");
		assertThat(span.attributes()).containsEntry("gen_ai.response.id", "resp_1")
			.containsEntry("gen_ai.response.model", "gpt-5-mini-2025-08-07");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(50);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(16);
		assertThat(span.metrics().path("completion_reasoning_tokens").asInt()).isEqualTo(10);
	}

}
