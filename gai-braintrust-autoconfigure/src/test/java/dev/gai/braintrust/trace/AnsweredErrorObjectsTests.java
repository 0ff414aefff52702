package dev.gai.braintrust.trace;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import com.openai.core.ObjectMappers;
import com.openai.models.ErrorObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.gai.braintrust.anthropic.AnthropicTypes;
import dev.gai.braintrust.openai.OpenAiTypes;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors that are objects of the SDKs of OpenAI and Anthropic, lists within lists, and
 * errors in the body of an answer with a status, which is a stream.
 */
@Tag("thorough")
class AnsweredErrorObjectsTests {

	private static final String LIMITED = """
			{"error":{"code":"rate_limit_exceeded","type":"rate_limit_error","message":"slow down"}}""";

	private static final String CHUNK = """
			{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Hello"}}]}""";

	private static final String RESPONSE = """
			{"id":"r1","object":"response","created_at":1,"model":"gpt-5","output":[],"parallel_tool_calls":true,\
			"tool_choice":"auto","tools":[],""";

	private final Traces traces = new Traces(readers());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			rate_limited | "status":"failed","error":{"code":"rate_limit_exceeded","message":"slow"}
			provider_unavailable | "status":"failed","error":{"code":"server_error","message":"sorry"}
			provider_unavailable | "status":"failed"
			safety_blocked | "status":"incomplete","incomplete_details":{"reason":"content_filter"}
			none | "status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}
			cancelled | "status":"cancelled"
			none | "status":"completed"
			""")
	void areKnownInResponses(String category, String rest) throws Exception {
		Response response = openAi(RESPONSE + rest + "}", Response.class);

		this.traces.tracer().llm("openai", "gpt-5").call((span) -> response);

		assertThat(category()).isEqualTo(category);
	}

	@Test
	void areKnownAmongTheEventsOfAStream() throws Exception {
		ResponseStreamEvent event = openAi("""
				{"type":"error","code":"rate_limit_exceeded","message":"slow","param":null,"sequence_number":1}""",
				ResponseStreamEvent.class);
		ChatCompletionChunk chunk = openAi("""
				{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],\
				"error":{"code":429,"message":"slow"}}""", ChatCompletionChunk.class);

		for (Object element : List.of(event, chunk)) {
			this.traces.spans().clear();
			this.traces.tracer().llm("openai", "m").call((span) -> Flux.just(element)).blockLast();
			assertThat(category()).as(element.getClass().getName()).isEqualTo("rate_limited");
			this.traces.spans().clear();
			this.traces.tracer().llm("openai", "m").call((span) -> Stream.of(element)).toList();
			assertThat(category()).as(element.getClass().getName()).isEqualTo("rate_limited");
		}
	}

	@Test
	void areKnownByThemselves() throws Exception {
		ErrorObject error = openAi("""
				{"code":"rate_limit_exceeded","type":"rate_limit_error","message":"slow","param":null}""",
				ErrorObject.class);
		ChatCompletion completion = openAi("""
				{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[],\
				"error":{"code":429,"message":"slow"}}""", ChatCompletion.class);
		Object answered = com.anthropic.core.ObjectMappers.jsonMapper()
			.readValue("""
					{"type":"error","error":{"type":"rate_limit_error","message":"slow"},"request_id":"r"}""",
					com.anthropic.models.ErrorResponse.class);

		for (Object answer : List.of(error, completion, answered)) {
			this.traces.spans().clear();
			this.traces.tracer().llm("openai", "m").call((span) -> answer);
			assertThat(category()).as(answer.getClass().getName()).isEqualTo("rate_limited");
		}
	}

	@Test
	void areKnownInListsWithinLists() {
		Object error = Map.of("error", Map.of("code", "rate_limit_exceeded", "message", "slow"));

		for (Object answer : List.of(List.of(List.of(error)), List.of(List.of(LIMITED)),
				List.of(List.of(), List.of(error)))) {
			this.traces.spans().clear();
			this.traces.tracer().llm("p", "m").call((span) -> answer);
			assertThat(category()).as(answer.toString()).isEqualTo("rate_limited");
		}
	}

	@Test
	void inABodyThatIsAStreamLeadToAnotherAttempt() {
		assertThat(answered((attempt) -> Flux.just((attempt == 1) ? LIMITED : CHUNK, "tail"), 2)).containsExactly(CHUNK,
				"tail");
		assertThat(answered((attempt) -> (attempt == 1) ? Flux.error(new ConnectException()) : Flux.just(CHUNK), 2))
			.containsExactly(CHUNK);
	}

	@Test
	void leaveABodyThatIsAStreamAloneWhereThereAreNone() {
		assertThat(answered((attempt) -> Flux.just(CHUNK, "tail"), 1)).containsExactly(CHUNK, "tail");
		assertThat(answered((attempt) -> Flux.empty(), 1)).isEmpty();
	}

	private List<String> answered(Function<Integer, Flux<String>> body, int attempts) {
		AtomicInteger made = new AtomicInteger();
		AtomicInteger subscriptions = new AtomicInteger();
		HttpHeaders headers = new HttpHeaders();
		headers.add("x-request-id", "1");
		ResponseEntity<Flux<String>> answer = this.traces.tracer()
			.llm("p", "m")
			.retry(LlmRetryPolicy.attempts(2).delay(Duration.ofMillis(1)))
			.call((span) -> Mono.fromSupplier(() -> new ResponseEntity<>(
					body.apply(made.incrementAndGet()).doOnSubscribe((each) -> subscriptions.incrementAndGet()),
					headers, HttpStatus.ACCEPTED)))
			.block();

		List<String> read = answer.getBody().collectList().block();

		assertThat(made).hasValue(attempts);
		assertThat(subscriptions).hasValue(attempts);
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
		assertThat(answer.getHeaders().getFirst("x-request-id")).isEqualTo("1");
		return read;
	}

	private String category() {
		var record = this.traces.only().record();
		return (record.error() != null) ? record.errorClassification().category().value() : "none";
	}

	private static <T> T openAi(String json, Class<T> type) throws Exception {
		return ObjectMappers.jsonMapper().readValue(json, type);
	}

	private static ResponseReader<?>[] readers() {
		List<ResponseReader<?>> readers = new ArrayList<>(OpenAiTypes.responses());
		readers.addAll(AnthropicTypes.responses());
		return readers.toArray(ResponseReader<?>[]::new);
	}

}
