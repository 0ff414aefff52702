package dev.gai.braintrust.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors of many providers, and results of applications that only look like them, through
 * every kind of result.
 */
@Tag("thorough")
class AnsweredErrorShapesTests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final String NONE = "none";

	private static final String CHUNK = """
			{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Hello"}}]}""";

	private final Traces traces = new Traces();

	static Stream<Arguments> answers() throws IOException {
		return new ClassPathResource("errors/answers.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split(" \\| ", 3))
			.map((fields) -> Arguments.of(fields[0], fields[1], fields[2]));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("answers")
	void areTakenForWhatTheyAre(String name, String category, String json) {
		List<Function<String, Object>> results = List.of(AnsweredErrorShapesTests::tree, mapper::readTree,
				(text) -> text, (text) -> text.getBytes(StandardCharsets.UTF_8), Optional::of,
				(text) -> documents(text).toArray(), (text) -> Set.copyOf(documents(text)),
				(text) -> new ArrayDeque<>(documents(text)), AnsweredErrorShapesTests::own,
				(text) -> new HttpEntity<>(tree(text)), (text) -> Mono.just(ResponseEntity.ok(tree(text))),
				(text) -> Mono.just(ResponseEntity.ok(Flux.just("data: " + text + "\n\n"))),
				CompletableFuture::completedFuture, (text) -> Flux.just(tree(text)), Flux::just,
				(text) -> Flux.just("event: error\ndata: " + text + "\n\n"),
				(text) -> Flux.just(ServerSentEvent.builder(text).build()), (text) -> Stream.of(text, ""),
				(text) -> new SseEmitter(), (text) -> new ResponseBodyEmitter());

		for (Function<String, Object> result : results) {
			consume(this.traces.tracer().llm("p", "m").call((span) -> result.apply(json)), json);
		}

		assertThat(this.traces.spans()).hasSize(results.size()).allSatisfy((span) -> {
			assertThat(category(span)).isEqualTo(category);
			assertThat(span.record().response().cost()).isNull();
		});
		assertThat(this.traces.calls())
			.allSatisfy((call) -> assertThat(call.error()).isEqualTo(category.equals(NONE) ? null : category));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("answers")
	void areRepeatedIfThatMayHelp(String name, String category, String json) {
		AtomicInteger attempts = new AtomicInteger();
		this.traces.tracer()
			.llm("p", "m")
			.retry(LlmRetryPolicy.attempts(2).delay(Duration.ofMillis(1)))
			.call((span) -> (attempts.incrementAndGet() == 1) ? json : CHUNK);

		assertThat(attempts).hasValue(isRetryable(category) ? 2 : 1);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("endsOfStreams")
	void keepTheTextThatCameBefore(String name, String category, String json) {
		consume(this.traces.tracer().llm("p", "m").call((span) -> Flux.just(CHUNK, json)), json);

		assertThat(this.traces.only().output().toString()).contains("Hello");
		assertThat(category(this.traces.only())).isEqualTo(category);
	}

	/** Those that are no whole answers. */
	static Stream<Arguments> endsOfStreams() throws IOException {
		return answers().filter((answer) -> {
			String json = (String) answer.get()[2];
			return !answer.get()[1].equals(NONE) && !json.contains("custom_id") && !json.contains("\"message\":{\"role")
					&& !json.contains("\"candidates\":[{");
		});
	}

	/** A type that the application has made for the JSON of a provider. */
	record OwnAnswer(@JsonValue Object json) {

	}

	private static boolean isRetryable(String category) {
		return Stream.of(ErrorCategory.values())
			.anyMatch((known) -> known.value().equals(category) && known.isRetryable());
	}

	private static String category(EndedSpan span) {
		return (span.record().error() != null) ? span.record().errorClassification().category().value() : NONE;
	}

	private static Object tree(String json) {
		return mapper.readValue(json, Object.class);
	}

	/**
	 * A message with a number of the application's own need not be an error.
	 */
	private static Object own(String json) {
		boolean plain = tree(json) instanceof Map<?, ?> map
				&& Set.of("message", "Message", "code", "status", "statusCode", "status_code", "id")
					.containsAll(map.keySet());
		return plain ? tree(json) : new OwnAnswer(tree(json));
	}

	private static List<?> documents(String json) {
		return (tree(json) instanceof List<?> list) ? list : List.of(tree(json));
	}

	private static void consume(Object result, String json) {
		try {
			if (result instanceof ResponseBodyEmitter emitter) {
				emitter.send(json);
				emitter.complete();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Object value = (result instanceof Mono<?> mono) ? mono.block() : result;
		if (value instanceof HttpEntity<?> entity && entity.getBody() instanceof Flux<?> body) {
			body.blockLast();
		}
		if (value instanceof Flux<?> flux) {
			flux.blockLast();
		}
		if (value instanceof Stream<?> stream) {
			stream.toList();
		}
	}

}
