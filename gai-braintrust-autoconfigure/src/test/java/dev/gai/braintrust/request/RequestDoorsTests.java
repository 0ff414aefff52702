package dev.gai.braintrust.request;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.anthropic.AnthropicTypes;
import dev.gai.braintrust.langchain4j.LangChain4jTypes;
import dev.gai.braintrust.openai.OpenAiTypes;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.springai.SpringAiRequestTypes;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiCall;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.http.RequestEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request in every form in which an application may have it, through each door.
 */
@Tag("thorough")
class RequestDoorsTests {

	private static final Object CONVERSATION = List.of(Map.of("role", "user", "content", "hi"));

	private static final String JSON = """
			{"model":"asked","temperature":0.5,"messages":[{"role":"user","content":"hi"}]}""";

	private final Traces traces = new Traces(List.of(), (settings) -> settings.with(new ModelRequests(List
		.of(OpenAiTypes.requests(), AnthropicTypes.requests(), SpringAiRequestTypes.all(), LangChain4jTypes.requests())
		.stream()
		.flatMap(List::stream)
		.toList())));

	@Test
	void readsEveryFormOfOneRequest() throws Exception {
		for (Object request : forms()) {
			assertRequest(traced(request), request.getClass().getName());
		}
	}

	@Test
	void readsTheArgumentsOfAnAnnotatedMethod() throws Exception {
		for (Object request : forms()) {
			assertRequest(annotated((model) -> model.summarize(request)), request.getClass().getName());
			assertRequest(annotated((model) -> model.marked("acme", request)), request.getClass().getName());
			EndedSpan span = annotated((model) -> model.forTenant(request, "acme"));
			assertRequest(span, request.getClass().getName());
			assertThat(span.parameter("arguments")).isEqualTo(Map.of("tenant", "acme"));
		}
	}

	@Test
	void letsTheAnnotationAndTheCallWin() {
		EndedSpan annotated = annotated((model) -> model.named(request()));
		assertThat(annotated.record().request().model()).isEqualTo("annotated");
		assertThat(annotated.parameter("temperature")).isEqualTo(0.1);

		EndedSpan called = traced((call) -> call.temperature(0.2).input(request()), "said");
		assertThat(called.record().request().model()).isEqualTo("said");
		assertThat(called.parameter("temperature")).isEqualTo(0.2);
	}

	@Test
	void readsMessagesAlone() {
		Map<String, Object> message = Map.of("role", "user", "content", "hi");
		for (Object messages : List.of(List.of(message), message, List.of(Message.user("hi")), Message.user("hi"),
				List.of(new org.springframework.ai.chat.messages.UserMessage("hi")), List.of(UserMessage.from("hi")),
				List.of(new Line("user", "hi")))) {
			assertThat(traced(messages).input()).isEqualTo(CONVERSATION);
			assertThat(annotated((model) -> model.summarize(messages)).input()).isEqualTo(CONVERSATION);
		}
	}

	@Test
	void readsTheBodyOfAnHttpRequest() {
		for (Object body : List.of(request(), JSON)) {
			RequestEntity<Object> entity = RequestEntity.post("/v1/chat").header("X-Tenant", "acme").body(body);
			assertRequest(traced(entity), body.getClass().getName());
			assertRequest(annotated((model) -> model.summarize(entity)), body.getClass().getName());
			assertRequest(annotated((model) -> model.summarize(Optional.of(body))), body.getClass().getName());
		}
	}

	@Test
	void leavesOtherInputsAsTheyAre() {
		assertThat(traced(Map.of("city", "Paris")).input()).isEqualTo(Map.of("city", "Paris"));
		assertThat(traced("{\"messages\": broken").input()).isEqualTo("{\"messages\": broken");
		assertThat(traced("{\"messages\":[1]}").input()).isEqualTo("{\"messages\":[1]}");
		assertThat(annotated((model) -> model.summarize(Map.of("city", "Paris"))).input())
			.isEqualTo(Map.of("request", Map.of("city", "Paris")));
	}

	@Test
	void readsNothingOutOfTheInputOfATool() {
		this.traces.tracer().tool("t").input(request()).run((span) -> {
		});
		assertThat(this.traces.only().input()).isEqualTo(request());
	}

	@Test
	void survivesRequestsThatFailCycleOrDoNotEnd() {
		Map<String, Object> cyclic = new HashMap<>(request());
		cyclic.put("self", cyclic);
		assertThat(traced(cyclic).input()).isEqualTo(CONVERSATION);

		Map<String, Object> failing = new AbstractMap<>() {

			@Override
			public Object get(Object key) {
				throw new StackOverflowError();
			}

			@Override
			public Set<Entry<String, Object>> entrySet() {
				throw new LinkageError();
			}

		};
		assertThat(traced(failing).input()).asString().contains("not captured");
		assertThat(annotated((model) -> model.summarize(failing)).input()).asString().contains("not captured");

		Map<Object, Object> numbered = new TreeMap<>(Map.of(1, "a"));
		assertThat(traced(numbered).input()).isEqualTo(Map.of("1", "a"));

		Map<String, Object> huge = new HashMap<>(request());
		for (int i = 0; i < 50_000; i++) {
			huge.put("key" + i, i);
		}
		assertThat(traced(huge).name()).startsWith("chat");
	}

	@Test
	void takesParametersButNoContentWhereThatIsNotCaptured() {
		Map<String, Object> request = new HashMap<>(request());
		request.put("user", "ada");
		EndedSpan span = traced((call) -> call.capture(dev.gai.braintrust.annotation.Capture.NONE).input(request),
				null);

		assertThat(span.input()).isNull();
		assertThat(span.record().request().model()).isEqualTo("asked");
		assertThat(span.record().request().parameters()).isEqualTo(Map.of("temperature", 0.5));
	}

	private static Map<String, Object> request() {
		return Map.of("model", "asked", "temperature", 0.5, "messages",
				List.of(Map.of("role", "user", "content", "hi")));
	}

	private static List<Object> forms() throws Exception {
		return List.of(request(), JsonMapper.shared().readTree(JSON), new ObjectMapper().readTree(JSON), JSON,
				JSON.getBytes(StandardCharsets.UTF_8), new StringBuilder(JSON),
				new OwnRequest("asked", 0.5, List.of(new Line("user", "hi"))),
				ChatCompletionCreateParams.builder().model("asked").temperature(0.5).addUserMessage("hi").build(),
				ResponseCreateParams.builder().model("asked").temperature(0.5).input("hi").build(),
				// Newer versions have no method for it.
				MessageCreateParams.builder()
					.model("asked")
					.putAdditionalBodyProperty("temperature", JsonValue.from(0.5))
					.maxTokens(9)
					.addUserMessage("hi")
					.build(),
				new Prompt("hi", ChatOptions.builder().model("asked").temperature(0.5).build()),
				ChatRequest.builder().modelName("asked").temperature(0.5).messages(UserMessage.from("hi")).build());
	}

	private static void assertRequest(EndedSpan span, String form) {
		assertThat(span.input()).as(form).isEqualTo(CONVERSATION);
		assertThat(span.record().request().model()).as(form).isEqualTo("asked");
		assertThat(span.parameter("temperature")).as(form).isEqualTo(0.5);
	}

	private EndedSpan traced(Object input) {
		return traced((call) -> call.input(input), null);
	}

	private EndedSpan traced(Function<GenAiCall, GenAiCall> request, String model) {
		this.traces.spans().clear();
		request.apply(this.traces.tracer().llm("groq", model)).run((span) -> {
		});
		return this.traces.only();
	}

	private EndedSpan annotated(Function<Model, String> call) {
		this.traces.spans().clear();
		try (var context = this.traces.beans(Model.class)) {
			assertThat(call.apply(context.getBean(Model.class))).isEqualTo("done");
		}
		return this.traces.only();
	}

	record Line(String role, String content) {

	}

	record OwnRequest(String model, double temperature, List<Line> messages) {

	}

	static class Model {

		@TracedLlmCall(provider = "groq")
		String summarize(Object request) {
			return "done";
		}

		@TracedLlmCall(provider = "groq")
		String marked(String tenant, @LlmInput Object request) {
			return "done";
		}

		@TracedLlmCall(provider = "groq")
		String forTenant(Object request, String tenant) {
			return "done";
		}

		@TracedLlmCall(provider = "groq", model = "annotated", temperature = 0.1)
		String named(Map<String, Object> request) {
			return "done";
		}

	}

}
