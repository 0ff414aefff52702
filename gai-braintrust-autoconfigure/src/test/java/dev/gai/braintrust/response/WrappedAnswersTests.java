package dev.gai.braintrust.response;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import com.google.gson.JsonParser;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever an answer lies in, and wherever it was cut on its way, it is read, and is
 * still there for the application.
 */
class WrappedAnswersTests {

	private static final String ANSWER = """
			{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",
			"content":"Grüße"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}"""
		.replace("\n", "");

	private static final byte[] BYTES = ANSWER.getBytes(StandardCharsets.UTF_8);

	static Stream<Arguments> answers() throws Exception {
		Map<?, ?> map = JsonMapper.shared().readValue(ANSWER, Map.class);
		FutureTask<Object> task = new FutureTask<>(() -> map);
		task.run();
		Map<String, Object> answers = new LinkedHashMap<>();
		answers.put("Mono<Optional<Map>>", Mono.just(Optional.of(map)));
		answers.put("HttpEntity<byte[]>", new HttpEntity<>(BYTES));
		answers.put("Mono<DataBuffer>", Mono.just(buffer(BYTES)));
		answers.put("Flux<DataBuffer>",
				Flux.fromIterable(pieces("data: " + ANSWER + "\n\ndata: [DONE]\n\n")).map(WrappedAnswersTests::buffer));
		answers.put("Flux<byte[]>", Flux.fromIterable(pieces(ANSWER)));
		answers.put("Flux<ByteBuffer>",
				Flux.fromIterable(pieces("event: x\ndata: " + ANSWER + "\n\n")).map(ByteBuffer::wrap));
		answers.put("Flux<String>", Flux.just("data: " + ANSWER.substring(0, 50), ANSWER.substring(50), "\n\n"));
		answers.put("ByteBuffer", ByteBuffer.wrap(BYTES));
		answers.put("ByteArrayResource", new ByteArrayResource(BYTES));
		answers.put("ResponseEntity<ByteArrayResource>", ResponseEntity.ok(new ByteArrayResource(BYTES)));
		answers.put("FutureTask<Map>", task);
		answers.put("CompletableFuture<HttpEntity<JsonNode>>",
				CompletableFuture.completedFuture(new HttpEntity<>(JsonMapper.shared().readTree(ANSWER))));
		answers.put("char[]", ANSWER.toCharArray());
		answers.put("List<String>", List.of(ANSWER));
		answers.put("String[]", new String[] { ANSWER });
		answers.put("List<String> of events", List.of("data: " + ANSWER, "", "data: [DONE]"));
		answers.put("Set<String>", Set.of(ANSWER));
		answers.put("Map[]", new Map<?, ?>[] { map });
		answers.put("byte[][]", new byte[][] { BYTES });
		answers.put("Flux<List<String>>", Flux.just(List.of(ANSWER)));
		answers.put("Mono<String[]>", Mono.<Object>just(new String[] { ANSWER }));
		answers.put("List<ResponseEntity<Map>>", List.of(ResponseEntity.ok(map)));
		answers.put("Mono<List<byte[]>>", Mono.just(List.of(BYTES)));
		answers.put("Gson", JsonParser.parseString(ANSWER));
		return answers.entrySet().stream().map((answer) -> Arguments.of(answer.getKey(), answer.getValue()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("answers")
	void areRead(String form, Object answer) {
		Traces traces = new Traces();
		Object returned = traces.tracer().llm("openai", "m").call((span) -> answer);
		if (returned instanceof Mono<?> mono) {
			mono.block();
		}
		else if (returned instanceof Flux<?> flux) {
			flux.blockLast();
		}

		assertThat(traces.only().record().response().usage()).isEqualTo(Usage.builder().input(10L).output(5L).build());
		assertThat(traces.only().output())
			.hasToString("[{index=0, finish_reason=stop, message={role=assistant, content=Grüße}}]");
	}

	@Test
	void areLeftAsTheyAre() throws Exception {
		ByteBuffer bytes = ByteBuffer.wrap(BYTES);
		DataBuffer data = buffer(BYTES);
		ByteArrayInputStream stream = new ByteArrayInputStream(BYTES);
		ByteArrayInputStream behind = new ByteArrayInputStream(BYTES);
		Traces traces = new Traces();
		for (Object answer : List.of(bytes, data, stream, ResponseEntity.ok(new InputStreamResource(behind)))) {
			traces.tracer().llm("openai", "m").call((span) -> answer);
		}

		assertThat(bytes.remaining()).isEqualTo(BYTES.length);
		assertThat(data.readableByteCount()).isEqualTo(BYTES.length);
		assertThat(stream.available()).isEqualTo(BYTES.length);
		assertThat(behind.available()).isEqualTo(BYTES.length);
	}

	@Test
	void areNotTakenFromProseNorFromWhatAModelWritesInJson() {
		Traces traces = new Traces();
		traces.tracer().llm("openai", "m").call((span) -> Flux.just("{\"usage\":", "\"of words\"}")).blockLast();
		traces.tracer().llm("openai", "m").call((span) -> List.of("a", "b"));
		traces.tracer().llm("openai", "m").call((span) -> new FutureTask<>(() -> "never"));

		assertThat(traces.spans()).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((span) -> assertThat(span.record().response().usage()).isNull());
		assertThat(String.valueOf(traces.spans().get(0).output())).contains("of words");
	}

	/** Also cut within a character. */
	private static List<byte[]> pieces(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		List<byte[]> pieces = new ArrayList<>();
		for (int i = 0; i < bytes.length; i += 7) {
			pieces.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 7)));
		}
		return pieces;
	}

	private static DataBuffer buffer(byte[] bytes) {
		return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
	}

}
