package dev.gai.braintrust.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Errors that come as an answer with a status that said OK.
 */
@Tag("thorough")
class AnsweredErrorsTests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final LlmRetryPolicy TWICE = LlmRetryPolicy.attempts(2).delay(Duration.ofMillis(1));

	private static final String OVERLOADED = """
			{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";

	private final Traces traces = new Traces();

	static Stream<Arguments> errors() {
		return Stream.of(Arguments.of("OpenRouter", ErrorCategory.PROVIDER_UNAVAILABLE, """
				{"error":{"code":502,"message":"Provider disconnected"}}"""),
				Arguments.of("OpenRouter's limit", ErrorCategory.RATE_LIMITED, """
						{"id":"gen-1","error":{"code":429,"message":"Slow down"},"choices":[]}"""),
				Arguments.of("a finish reason", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"id":"gen-1","model":"m","choices":[{"index":0,"finish_reason":"error",
						"message":{"role":"assistant","content":"Hal"}}]}"""),
				Arguments.of("an error of a choice", ErrorCategory.RATE_LIMITED, """
						{"id":"gen-1","model":"m","choices":[{"index":0,"error":{"code":429,"message":"no"},
						"delta":{"content":""},"finish_reason":"error"}]}"""),
				Arguments.of("vLLM", ErrorCategory.INVALID_REQUEST, """
						{"object":"error","message":"max_tokens is too large","type":"BadRequestError","code":400}"""),
				Arguments.of("vLLM's newer one", ErrorCategory.PROVIDER_UNAVAILABLE,
						"""
								{"error":{"message":"EngineCore died","type":"InternalServerError","param":null,"code":500}}"""),
				Arguments.of("Anthropic", ErrorCategory.OVERLOADED, OVERLOADED),
				Arguments.of("OpenAI", ErrorCategory.QUOTA_EXCEEDED,
						"""
								{"error":{"message":"You exceeded it","type":"insufficient_quota","code":"insufficient_quota"}}"""),
				Arguments.of("an event of the Responses API", ErrorCategory.RATE_LIMITED, """
						{"type":"error","code":"rate_limit_exceeded","message":"Slow down","param":null}"""),
				Arguments.of("a failed response", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"id":"resp_1","object":"response","status":"failed","model":"m","output":[],
						"error":{"code":"server_error","message":"The server had an error"}}"""),
				Arguments.of("the event of a failed response", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"type":"response.failed","response":{"id":"resp_1","object":"response","status":"failed",
						"model":"m","output":[],"error":{"code":"server_error","message":"It failed"}}}"""),
				Arguments.of("an incomplete response", ErrorCategory.SAFETY_BLOCKED, """
						{"id":"resp_1","object":"response","status":"incomplete","model":"m","output":[],
						"incomplete_details":{"reason":"content_filter"}}"""),
				Arguments.of("Google", ErrorCategory.RATE_LIMITED, """
						{"error":{"code":429,"message":"Exhausted","status":"RESOURCE_EXHAUSTED"}}"""),
				Arguments.of("Ollama", ErrorCategory.PROVIDER_UNAVAILABLE, """
						{"error":"model runner has unexpectedly stopped"}"""));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("errors")
	void areErrorsInEveryForm(String name, ErrorCategory category, String json) {
		List<Object> results = List.of(mapper.readValue(json, Map.class), mapper.readTree(json),
				Flux.just(mapper.readValue(json, Map.class)), Flux.just(mapper.readTree(json)),
				Mono.just(mapper.readTree(json)), CompletableFuture.completedFuture(mapper.readTree(json)));
		List<Object> texts = json.startsWith("{\"error\":\"") || !json.contains("\"error\"") ? List.of()
				: List.of(json, Flux.just("data: " + json + "\n\n"), Flux.just("event: error\ndata: " + json));

		Stream.concat(results.stream(), texts.stream()).forEach(this::call);

		assertThat(this.traces.spans()).hasSize(results.size() + texts.size()).allSatisfy((span) -> {
			assertThat(span.record().error()).isNotNull();
			assertThat(span.record().errorClassification().category()).isEqualTo(category);
			assertThat(span.record().response().cost()).isNull();
		});
		assertThat(this.traces.calls()).allSatisfy((call) -> assertThat(call.error()).isEqualTo(category.value()));
	}

	@Test
	void keepTheTextThatCameBefore() {
		call(Flux.just(chunk("Hel"), chunk("lo"), json("""
				{"error":{"code":502,"message":"Provider disconnected"}}""")));

		EndedSpan span = this.traces.only();
		assertThat(span.output().toString()).contains("Hello");
		assertThat(span.record().error()).hasMessage("Provider disconnected");
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void areNotSeenWhereThereAreNone(Object result) {
		call(result);

		assertThat(this.traces.only().record().error()).isNull();
	}

	static Stream<Object> harmless() {
		return Stream.of(json("""
				{"id":"resp_1","object":"response","status":"completed","model":"m","output":[],"error":null}"""),
				json("""
						{"id":"resp_1","object":"response","status":"incomplete","model":"m","output":[],
						"incomplete_details":{"reason":"max_output_tokens"}}"""), json("""
						{"error":"none","answer":"42","usage":{"prompt_tokens":1}}"""), json("""
						{"error":{"rate":0.1},"answer":"42"}"""),
				json("""
						{"choices":[{"index":0,"finish_reason":"length","message":{"content":"{\\"error\\":\\"no\\"}"}}]}"""),
				"error", "{\"answer\":\"error\"}", "The \"error\" is {unknown}");
	}

	@Test
	void areNoErrorsOfTools() {
		this.traces.tracer().tool("t").call((span) -> json(OVERLOADED));

		assertThat(this.traces.only().record().error()).isNull();
	}

	@Test
	void areRepeatedIfThatMayHelp() {
		for (Object result : List.<Object>of(new AtomicInteger(), CompletableFuture.class, Mono.class, Flux.class)) {
			AtomicInteger calls = new AtomicInteger();
			Object answer = this.traces.tracer()
				.llm("p", "m")
				.retry(TWICE)
				.call((span) -> result(result, () -> (calls.incrementAndGet() == 1) ? json(OVERLOADED) : chunk("ok")));
			consume(answer);
			assertThat(calls).hasValue(2);
		}

		await().untilAsserted(() -> assertThat(this.traces.calls()).hasSize(4));
		assertThat(this.traces.calls()).allSatisfy((call) -> {
			assertThat(call.error()).isNull();
			assertThat(call.retries()).isEqualTo(1);
		});
	}

	@Test
	void areWhatTheCallerIsGivenInTheEnd() {
		for (Object result : List.<Object>of(new AtomicInteger(), CompletableFuture.class, Mono.class, Flux.class)) {
			Object answer = this.traces.tracer()
				.llm("p", "m")
				.retry(TWICE)
				.call((span) -> result(result, () -> json(OVERLOADED)));
			assertThat(consume(answer)).isEqualTo(json(OVERLOADED));
		}

		await().untilAsserted(() -> assertThat(this.traces.calls()).hasSize(4));
		assertThat(this.traces.calls()).allSatisfy((call) -> {
			assertThat(call.error()).isEqualTo("overloaded");
			assertThat(call.retries()).isEqualTo(1);
		});
	}

	@Test
	void areCountedOnceInAFutureThatIsAlreadyThere() {
		CompletableFuture<?> answer = this.traces.tracer()
			.llm("p", "m")
			.retry(TWICE)
			.call((span) -> CompletableFuture.completedFuture(json(OVERLOADED)));
		assertThat(answer.join()).isEqualTo(json(OVERLOADED));

		await().untilAsserted(() -> assertThat(this.traces.calls()).hasSize(1));
		assertThat(this.traces.calls()).singleElement().satisfies((call) -> {
			assertThat(call.error()).isEqualTo("overloaded");
			assertThat(call.retries()).isEqualTo(1);
		});
	}

	@Test
	void areNotRepeatedIfThatDoesNotHelp() {
		AtomicInteger calls = new AtomicInteger();
		this.traces.tracer().llm("p", "m").retry(TWICE).call((span) -> {
			calls.incrementAndGet();
			return json("""
					{"error":{"message":"no","type":"invalid_request_error","code":"model_not_found"}}""");
		});

		assertThat(calls).hasValue(1);
	}

	private static Object result(Object form, java.util.function.Supplier<Map<?, ?>> answer) {
		if (form == CompletableFuture.class) {
			return CompletableFuture.supplyAsync(answer);
		}
		if (form == Mono.class) {
			return Mono.fromSupplier(answer);
		}
		return (form == Flux.class) ? Flux.defer(() -> Flux.just(answer.get())) : answer.get();
	}

	private static Object consume(Object answer) {
		if (answer instanceof CompletableFuture<?> future) {
			return future.join();
		}
		if (answer instanceof Mono<?> mono) {
			return mono.block();
		}
		return (answer instanceof Flux<?> flux) ? flux.blockLast() : answer;
	}

	private void call(Object result) {
		consume(this.traces.tracer().llm("p", "m").call((span) -> result));
	}

	private static Map<?, ?> chunk(String text) {
		return json(
				"""
						{"id":"1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"%s"}}]}"""
					.formatted(text));
	}

	private static Map<?, ?> json(String json) {
		return mapper.readValue(json, Map.class);
	}

}
