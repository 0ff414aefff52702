package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gai.braintrust.langchain4j.LangChain4jApplication.Annotated;
import dev.gai.braintrust.langchain4j.LangChain4jApplication.Assistant;
import dev.gai.braintrust.langchain4j.LangChain4jApplication.StreamingAssistant;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * LangChain4j with its client of OpenAI, from the provider's bytes to those that
 * Braintrust receives.
 */
@Tag("application")
class LangChain4jTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = LangChain4jApplication.start(LangChain4jApplication.class, braintrust, provider);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void tracesAChatModel() {
		provider.answers(OpenAiStubs.text("Paris"));

		model().chat(ChatRequest.builder()
			.messages(SystemMessage.from("Be brief."), UserMessage.from("Capital of France?"))
			.temperature(0.25)
			.maxOutputTokens(50)
			.toolSpecifications(ToolSpecification.builder()
				.name("weather")
				.description("Tells the weather")
				.parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
				.build())
			.build());

		SentSpan span = only("chat gpt-4o-mini");
		assertThat(span.isRoot()).isTrue();
		assertThat(span.type()).isEqualTo("llm");
		assertThat(span.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
		assertThat(span.json("braintrust.input_json").toString()).isEqualTo(
				"[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Capital of France?\"}]");
		assertThat(span.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"}}]");
		assertThat(span.metadata().path("model").asString()).isEqualTo("gpt-4o-mini-2024-07-18");
		assertThat(span.metadata().path("provider").asString()).isEqualTo("openai");
		assertThat(span.metadata().path("temperature").asDouble()).isEqualTo(0.25);
		assertThat(span.metadata().path("max_tokens").asInt()).isEqualTo(50);
		assertThat(span.metadata().path("tools").toString()).isEqualTo("""
				[{"type":"function","function":{"name":"weather","description":"Tells the weather","parameters":\
				{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]""");
		assertThat(span.attributes()).containsEntry("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
			.containsEntry("gen_ai.response.id", "chatcmpl-1")
			.containsEntry("gen_ai.provider.name", "openai")
			.containsEntry("gen_ai.request.max_tokens", 50L);
		assertThat(span.json("braintrust.context_json")
			.path("span_origin")
			.path("instrumentation")
			.path("name")
			.asString()).isEqualTo("langchain4j");
		assertFigures(span);
	}

	@Test
	void tracesATextInTextOut() {
		provider.answers(OpenAiStubs.text("Paris"));

		assertThat(model().chat("Capital of France?")).isEqualTo("Paris");

		SentSpan span = only("chat gpt-4o-mini");
		assertThat(span.metadata().path("temperature").asDouble()).isEqualTo(0.5);
		assertFigures(span);
	}

	@Test
	void tracesAModelWithOurListenerOnce() {
		provider.answers(OpenAiStubs.text("Paris"));

		context.getBean("modelWithListeners", ChatModel.class).chat(UserMessage.from("Capital of France?"));

		assertFigures(only("chat gpt-4o-mini"));
	}

	@Test
	void tracesAModelThatIsNoBeanThroughTheListener() {
		provider.answers(OpenAiStubs.text("Paris"));
		ChatModel model = LangChain4jApplication.model(provider.url())
			.listeners(context.getBean(ChatModelListener.class))
			.build();

		model.chat("Capital of France?");

		SentSpan span = only("chat gpt-4o-mini");
		assertThat(span.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"user\",\"content\":\"Capital of France?\"}]");
		assertThat(span.metadata().path("temperature").asDouble()).isEqualTo(0.5);
		assertFigures(span);
	}

	@Test
	void readsTheFiguresOfAnthropic() {
		provider.answers(StubProvider.json("""
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
				"content":[{"type":"text","text":"Paris"}],"stop_reason":"end_turn","usage":{"input_tokens":12,
				"output_tokens":30,"cache_read_input_tokens":500,"cache_creation_input_tokens":40}}"""));
		ChatModel model = AnthropicChatModel.builder()
			.baseUrl(provider.url())
			.apiKey("test")
			.modelName("claude-sonnet-4-5")
			.maxRetries(0)
			.listeners(List.of(context.getBean(ChatModelListener.class)))
			.build();

		model.chat("Capital of France?");

		SentSpan span = only("chat claude-sonnet-4-5");
		assertThat(span.metadata().path("provider").asString()).isEqualTo("anthropic");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(552);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(30);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(500);
		assertThat(span.metrics().path("prompt_cache_creation_tokens").asInt()).isEqualTo(40);
		assertThat(span.attributes()).containsEntry("gen_ai.response.id", "msg_1")
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
	}

	@Test
	void tracesTheErrorOfAModelThatIsNoBean() {
		provider.answers(StubProvider.error(429, "{\"error\":{\"message\":\"Slow down\"}}"));
		ChatModel model = LangChain4jApplication.model(provider.url())
			.listeners(context.getBean(ChatModelListener.class))
			.build();

		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> model.chat("hi"));

		assertFailed(only("chat gpt-4o-mini"));
	}

	@Test
	void tracesAStreamThroughTheListener() {
		provider.answers(OpenAiStubs.textInParts("Par", "is"));
		StreamingChatModel model = OpenAiStreamingChatModel.builder()
			.baseUrl(provider.url())
			.apiKey("test")
			.modelName("gpt-4o-mini")
			.listeners(List.of(context.getBean(ChatModelListener.class)))
			.build();

		assertThat(stream(model, "Capital of France?")).isEqualTo("Paris");

		assertFigures(only("chat gpt-4o-mini"));
	}

	@Test
	void tracesAStreamWithTheTimeToItsFirstToken() {
		provider.answers(OpenAiStubs.textInParts("Par", "is"));

		assertThat(stream(context.getBean(StreamingChatModel.class), "Capital of France?")).isEqualTo("Paris");

		SentSpan span = only("chat gpt-4o-mini");
		assertThat(span.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"}}]");
		assertThat(span.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertFigures(span);
	}

	@Test
	void marksAStreamThatTheApplicationCancels() {
		provider.answers(OpenAiStubs.textInParts("Par", "is", " it", " is"));

		context.getBean(StreamingChatModel.class).chat("Capital of France?", new StreamingChatResponseHandler() {

			@Override
			public void onPartialResponse(PartialResponse part, PartialResponseContext partContext) {
				partContext.streamingHandle().cancel();
			}

			@Override
			public void onCompleteResponse(ChatResponse response) {
			}

			@Override
			public void onError(Throwable error) {
			}

		});

		SentSpan span = only("chat gpt-4o-mini");
		assertThat(span.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(span.json("braintrust.output_json").toString()).contains("Par").doesNotContain(" it");
	}

	@Test
	void tracesAStreamThatFails() {
		provider.answers(StubProvider.error(429, "{\"error\":{\"message\":\"Slow down\"}}"));

		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> stream(context.getBean(StreamingChatModel.class), "hi"))
			.havingRootCause()
			.withMessageContaining("Slow down");

		assertFailed(only("chat gpt-4o-mini"));
	}

	@Test
	void tracesACallThatFails() {
		provider.answers(StubProvider.error(429, "{\"error\":{\"message\":\"Slow down\"}}"));

		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> model().chat("hi"));

		assertFailed(only("chat gpt-4o-mini"));
	}

	@Test
	void tracesAnAiServiceAndItsToolAsOneTree() {
		provider.answers(OpenAiStubs.weatherCall(), OpenAiStubs.text("Sunny."));

		assertThat(context.getBean(Assistant.class).ask("Weather in Paris?")).isEqualTo("Sunny.");

		assertTree(braintrust.awaitSpans(4), "Assistant.ask");
	}

	@Test
	void tracesAStreamingAiServiceAndItsToolAsTheSameTree() throws Exception {
		provider.answers(OpenAiStubs.weatherCallInParts(), OpenAiStubs.textInParts("Sun", "ny."));
		CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

		context.getBean(StreamingAssistant.class).ask("Weather in Paris?").onPartialResponse((part) -> {
		}).onCompleteResponse(answer::complete).onError(answer::completeExceptionally).start();

		assertThat(answer.get(20, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Sunny.");
		assertTree(braintrust.awaitSpans(4), "StreamingAssistant.ask");
	}

	@Test
	void endsAStreamingAiServiceThatNobodyListensTo() {
		provider.answers(OpenAiStubs.textInParts("Sunny."));

		context.getBean(StreamingAssistant.class).ask("Weather?").onPartialResponse((part) -> {
		}).ignoreErrors().start();

		SentSpan service = braintrust.awaitSpan("StreamingAssistant.ask");
		assertThat(service.attribute("braintrust.output_json")).isEqualTo("\"Sunny.\"");
	}

	@Test
	void marksAStreamingAiServiceThatFails() {
		provider.answers(StubProvider.error(429, "{\"error\":{\"message\":\"Slow down\"}}"));

		context.getBean(StreamingAssistant.class).ask("Weather?").onPartialResponse((part) -> {
		}).ignoreErrors().start();

		assertThat(braintrust.awaitSpan("StreamingAssistant.ask").span().getStatus().getCode())
			.isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
	}

	@Test
	void marksAToolThatFailsThoughLangChain4jAnswersInItsPlace() {
		provider.answers(StubProvider.json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[
				{"id":"call_1","type":"function",
				"function":{"name":"weather","arguments":"{\\"city\\":\\"Atlantis\\"}"}}]}}]}"""),
				OpenAiStubs.text("I do not know."));

		assertThat(context.getBean(Assistant.class).ask("Weather in Atlantis?")).isEqualTo("I do not know.");

		List<SentSpan> spans = braintrust.awaitSpans(4);
		SentSpan tool = SentSpan.named(spans, "execute_tool weather");
		assertThat(tool.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(tool.span().getStatus().getMessage()).contains("No such city");
		assertThat(SentSpan.named(spans, "Assistant.ask").span().getStatus().getCode())
			.isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
	}

	@Test
	void tracesAToolWithAnAnnotationOnce() {
		provider.answers(StubProvider.json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[
				{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[
				{"id":"call_1","type":"function","function":{"name":"clock","arguments":"{}"}}]}}]}"""),
				OpenAiStubs.text("It is noon."));

		assertThat(context.getBean(Assistant.class).ask("What time is it?")).isEqualTo("It is noon.");

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(spans).hasSize(4);
		SentSpan tool = SentSpan.named(spans, "execute_tool clock");
		assertThat(tool.parentId()).isEqualTo(SentSpan.named(spans, "Assistant.ask").spanId());
		assertThat(tool.attribute("braintrust.output_json")).isEqualTo("\"Noon\"");
	}

	@Test
	void keepsCallsApartThatRunAtTheSameTime() {
		provider.answers(OpenAiStubs.text("Sunny."));
		Assistant assistant = context.getBean(Assistant.class);

		List<CompletableFuture<String>> answers = IntStream.range(0, 24)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> assistant.ask("Weather " + i + "?")))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.join()).isEqualTo("Sunny."));

		List<SentSpan> spans = braintrust.awaitSpans(48);
		assertThat(spans).hasSize(48);
		assertThat(spans.stream().filter(SentSpan::isRoot)).hasSize(24).allSatisfy((root) -> {
			List<SentSpan> below = spans.stream().filter((span) -> span.parentId().equals(root.spanId())).toList();
			assertThat(below).hasSize(1).allSatisfy((chat) -> {
				assertThat(chat.traceId()).isEqualTo(root.traceId());
				assertThat((String) chat.attribute("braintrust.input_json"))
					.contains(root.json("braintrust.input_json").asString());
			});
		});
	}

	@Test
	void hangsAnAiServiceBelowAnAnnotatedAgent() {
		provider.answers(OpenAiStubs.weatherCall(), OpenAiStubs.text("Sunny."));

		context.getBean(Annotated.class).forecast("Weather in Paris?");

		List<SentSpan> spans = braintrust.awaitSpans(5);
		SentSpan agent = SentSpan.named(spans, "invoke_agent forecaster");
		assertThat(spans).hasSize(5).extracting(SentSpan::traceId).containsOnly(agent.traceId());
		assertThat(agent.isRoot()).isTrue();
		assertThat(SentSpan.named(spans, "Assistant.ask").parentId()).isEqualTo(agent.spanId());
		assertThat(agent.metadata().path("agent.steps_executed").asInt()).isEqualTo(2);
	}

	@Test
	void countsACallWithinAnAnnotatedMethodOnce() {
		provider.answers(OpenAiStubs.text("Paris"));

		context.getBean(Annotated.class).answer("Capital of France?");

		List<SentSpan> spans = braintrust.awaitSpans(2);
		assertThat(spans).hasSize(2);
		SentSpan outer = spans.stream().filter(SentSpan::isRoot).findFirst().orElseThrow();
		SentSpan call = spans.stream().filter((span) -> !span.isRoot()).findFirst().orElseThrow();
		assertThat(outer.type()).isEqualTo("task");
		assertThat(outer.metrics().path("prompt_tokens").isMissingNode()).isTrue();
		assertThat(call.parentId()).isEqualTo(outer.spanId());
		assertThat(call.type()).isEqualTo("llm");
		assertFigures(call);
	}

	@Test
	void countsAnAiServiceWithinAnAnnotatedMethodOnce() {
		provider.answers(OpenAiStubs.weatherCall(), OpenAiStubs.text("Sunny."));

		assertThat(context.getBean(Annotated.class).detailedAnswer("Weather in Paris?").content()).isEqualTo("Sunny.");

		List<SentSpan> spans = braintrust.awaitSpans(5);
		assertThat(spans).hasSize(5);
		assertThat(spans.stream().filter((span) -> !span.metrics().path("prompt_tokens").isMissingNode())).hasSize(2)
			.allSatisfy(LangChain4jTests::assertFigures);
	}

	@Test
	void tracesEmbeddings() {
		provider.answers(StubProvider.json("""
				{"object":"list","model":"text-embedding-3-small","data":[
				{"object":"embedding","index":0,"embedding":[0.5,0.25]},
				{"object":"embedding","index":1,"embedding":[0.75,0.125]}],
				"usage":{"prompt_tokens":8,"total_tokens":8}}"""));

		assertThat(context.getBean(EmbeddingModel.class)
			.embedAll(List.of(TextSegment.from("a"), TextSegment.from("b")))
			.content()).hasSize(2);

		SentSpan span = only("embeddings text-embedding-3-small");
		assertThat(span.json("braintrust.input_json").toString()).isEqualTo("[\"a\",\"b\"]");
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(8);
		assertThat(span.attribute("braintrust.output_json")).asString().contains("2").doesNotContain("0.75");
	}

	private static void assertTree(List<SentSpan> spans, String name) {
		SentSpan service = SentSpan.named(spans, name);
		SentSpan tool = SentSpan.named(spans, "execute_tool weather");
		List<SentSpan> chats = spans.stream().filter((span) -> span.name().equals("chat gpt-4o-mini")).toList();
		assertThat(spans).hasSize(4).extracting(SentSpan::traceId).containsOnly(service.traceId());
		assertThat(service.isRoot()).isTrue();
		assertThat(service.type()).isEqualTo("task");
		assertThat(service.attribute("braintrust.input_json")).isEqualTo("\"Weather in Paris?\"");
		assertThat(service.attribute("braintrust.output_json")).isEqualTo("\"Sunny.\"");
		assertThat(service.metrics().path("prompt_tokens").isMissingNode()).isTrue();
		assertThat(tool.parentId()).isEqualTo(service.spanId());
		assertThat(tool.type()).isEqualTo("tool");
		assertThat(tool.json("braintrust.input_json").toString()).isEqualTo("{\"city\":\"Paris\"}");
		assertThat(tool.attribute("braintrust.output_json")).isEqualTo("\"Sunny in Paris\"");
		assertThat(chats).hasSize(2).allSatisfy((chat) -> {
			assertThat(chat.parentId()).isEqualTo(service.spanId());
			assertFigures(chat);
		});
		assertThat(chats)
			.anySatisfy((chat) -> assertThat(chat.json("braintrust.output_json").toString())
				.contains("\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
						+ "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]"))
			.anySatisfy((chat) -> assertThat(chat.json("braintrust.input_json").toString())
				.contains("{\"role\":\"tool\",\"content\":\"Sunny in Paris\",\"tool_call_id\":\"call_1\"}"));
	}

	private static void assertFigures(SentSpan span) {
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(100);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(20);
		assertThat(span.metrics().path("tokens").asInt()).isEqualTo(120);
		assertThat(span.metrics().path("prompt_cached_tokens").asInt()).isEqualTo(64);
		assertThat(span.metrics().path("completion_reasoning_tokens").asInt()).isEqualTo(12);
		assertThat(span.metrics().path("estimated_cost").isNumber()).isTrue();
	}

	private static void assertFailed(SentSpan span) {
		assertThat(span.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(span.attributes()).containsEntry("error.type", RateLimitException.class.getName());
	}

	private static String stream(StreamingChatModel model, String question) {
		CompletableFuture<String> answer = new CompletableFuture<>();
		model.chat(question, new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
				answer.complete(response.aiMessage().text());
			}

			@Override
			public void onError(Throwable error) {
				answer.completeExceptionally(error);
			}

		});
		return answer.orTimeout(20, TimeUnit.SECONDS).join();
	}

	private static ChatModel model() {
		return context.getBean("chatModel", ChatModel.class);
	}

	private static SentSpan only(String name) {
		SentSpan span = braintrust.awaitSpan(name);
		assertThat(braintrust.spans()).hasSize(1);
		return span;
	}

}
