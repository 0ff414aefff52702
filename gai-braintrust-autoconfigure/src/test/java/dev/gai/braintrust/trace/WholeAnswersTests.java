package dev.gai.braintrust.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing of an answer is lost, whichever items it has.
 */
class WholeAnswersTests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final Pattern MARK = Pattern.compile("MARK\\d?");

	private static final String CREATED = """
			{"type":"response.created","response":{"id":"r","object":"response","status":"in_progress","output":[]}}""";

	private static final String ADDED = """
			{"type":"response.output_item.added","output_index":0,"item":{"type":"%s","id":"x1"}}""";

	private static final String DONE = """
			{"type":"response.output_item.done","output_index":0,"item":%s}""";

	private static final String COMPLETED = """
			{"type":"response.completed","response":%s}""";

	private static final String WHOLE = """
			{"id":"r","object":"response","status":"completed","error":null,"model":"m","output":[%s]}""";

	static Stream<String> items() throws IOException {
		return lines("answers/items.txt");
	}

	static Stream<String> wholes() throws IOException {
		return lines("answers/wholes.txt");
	}

	private static Stream<String> lines(String name) throws IOException {
		return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.filter((line) -> !line.startsWith("#"));
	}

	@ParameterizedTest
	@MethodSource("items")
	void haveEveryItemOfTheResponsesApi(String item) {
		String added = ADDED.formatted(json(item).get("type"));
		String done = DONE.formatted(item);
		String completed = COMPLETED.formatted(WHOLE.formatted(item));
		List<Function<String, Object>> results = List.of((whole) -> json(whole), mapper::readTree, (whole) -> whole,
				(whole) -> Flux.just(json(CREATED), json(added), json(done), json(completed)),
				(whole) -> Flux.just(json(CREATED), json(added), json(done)),
				(whole) -> Flux.just("data: " + CREATED + "\n\n", "data: " + done + "\n\n"));

		results.forEach((result) -> assertWhole(item, result.apply(WHOLE.formatted(item))));
	}

	@ParameterizedTest
	@MethodSource("wholes")
	void haveEverythingThatOtherApisSay(String answer) {
		assertWhole(answer, json(answer));
		assertWhole(answer, Flux.just(json(answer)));
		assertWhole(answer, answer);
	}

	private static void assertWhole(String said, Object result) {
		Traces traces = new Traces();
		Object returned = traces.tracer().llm("p", "m").call((span) -> result);
		if (returned instanceof Flux<?> flux) {
			flux.blockLast();
		}

		assertThat(traces.only().output()).isInstanceOf(List.class);
		assertThat(marks(String.valueOf(traces.only().output()))).containsAll(marks(said));
	}

	private static Set<String> marks(String text) {
		return MARK.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
	}

	private static Map<?, ?> json(String json) {
		return mapper.readValue(json, Map.class);
	}

}
