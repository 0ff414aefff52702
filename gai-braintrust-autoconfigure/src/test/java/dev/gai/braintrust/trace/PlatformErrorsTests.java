package dev.gai.braintrust.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.codec.ServerSentEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors that platforms and gateways answer with status 200, each in a shape of its own,
 * as a map, as text and within streams.
 */
class PlatformErrorsTests {

	private final Traces traces = new Traces();

	static Stream<String> answers() throws IOException {
		return new ClassPathResource("errors/platforms.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void areErrors(String line) {
		String category = line.substring(0, line.indexOf(" | "));
		String json = line.substring(line.indexOf(" | ") + 3);
		Map<?, ?> map = JsonMapper.shared().readValue(json, Map.class);
		for (Object answer : List.of(map, json, Flux.just(map), Flux.just(json), Flux.just("data: " + json + "\n\n"),
				Flux.just(ServerSentEvent.builder(json).build()))) {
			assertThat(category(answer)).as(answer.toString()).isEqualTo(category);
		}
	}

	@Test
	void comeInTheMiddleOfAStream() {
		Map<String, Object> piece = Map.of("id", "c", "object", "chat.completion.chunk", "choices",
				List.of(Map.of("index", 0, "delta", Map.of("content", "Hal"))));

		String category = category(Flux.just(piece, Map.of("id", "c", "object", "chat.completion.chunk", "choices",
				List.of(), "x_groq", Map.of("id", "r", "error", "over capacity"))));

		assertThat(category).isEqualTo("overloaded");
		assertThat(this.traces.only().output().toString()).contains("content=Hal");
	}

	@Test
	void areEventsOfThatName() {
		assertThat(category(Flux.just(ServerSentEvent.builder("Hal").event("output").build(),
				ServerSentEvent.builder("no memory").event("error").build())))
			.isEqualTo("provider_unavailable");
		assertThat(category(Flux.just(ServerSentEvent.builder("Hal").event("output").build(),
				ServerSentEvent.builder("lo").event("output").build(),
				ServerSentEvent.builder("{}").event("done").build())))
			.isEqualTo("none");
		assertThat(this.traces.only().output()).isEqualTo("Hallo");
	}

	@Test
	void leaveTheTextOfEventsAlone() {
		String wire = "event: output\nid: 1:0\ndata: Hal\n\nevent: output\ndata: lo\ndata:  you\n\nevent: done\ndata: {}\n\n";
		for (Flux<String> stream : List.of(Flux.just(wire), Flux.fromArray(wire.split("(?<=\n\n)")),
				Flux.just("data: Hal\n\n", "data: lo\ndata:  you\n\n", "data: [DONE]\n\n"))) {
			assertThat(category(stream)).isEqualTo("none");
			assertThat(this.traces.only().output().toString()).contains("content=Hallo\n you}");
		}
		assertThat(category(Flux.just("data: of the year\n\nare shown below\n"))).isEqualTo("none");
		assertThat(this.traces.only().output()).isEqualTo("data: of the year\n\nare shown below\n");
	}

	private String category(Object answer) {
		this.traces.spans().clear();
		Object returned = this.traces.tracer().llm("p", "m").call((span) -> answer);
		if (returned instanceof Flux<?> flux) {
			flux.blockLast();
		}
		var record = this.traces.only().record();
		return (record.error() != null) ? record.errorClassification().category().value() : "none";
	}

}
