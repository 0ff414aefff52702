package dev.gai.braintrust.export;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * What is left of a conversation that is too long to be sent.
 */
@Tag("thorough")
class LongConversationTests {

	private static final int MESSAGES = 2_002;

	private static final String RULES = "You are terse. " + "r".repeat(300);

	private static final String QUESTION = "And the question? " + "q".repeat(900);

	private static final Pattern MARK = Pattern.compile("… \\[cut: (\\d+) of (\\d+) messages kept]");

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@MethodSource("forms")
	void keepsTheFirstAndTheLastMessagesWhole(Function<List<Turn>, Object> form, String place) {
		JsonNode kept = sent(form, 262_144, 2_097_152).at(place);

		assertCut(kept, MESSAGES);
		assertThat(kept.size()).isGreaterThan(200);
	}

	@ParameterizedTest
	@MethodSource("forms")
	void keepsThemWhereTheSpanIsCutFurther(Function<List<Turn>, Object> form, String place) {
		JsonNode kept = sent(form, 262_144, 30_000).at(place);

		assertCut(kept, MESSAGES);
		assertThat(kept.size()).isBetween(10, 200);
	}

	@Test
	void keepsAllOfAConversationThatFits() {
		JsonNode input = sent((turns) -> turns.subList(0, 600).stream().map(Turn::map).toList(), 1_000_000, 2_097_152);

		assertThat(input.size()).isEqualTo(600);
		assertThat(input.get(599).path("content").asString()).startsWith("599 ");
	}

	private static void assertCut(JsonNode kept, int of) {
		assertThat(kept.path(0).path("content").asString()).isEqualTo(RULES);
		assertThat(kept.path(kept.size() - 1).path("content").asString()).isEqualTo(QUESTION);
		List<String> marks = new ArrayList<>();
		kept.forEach((element) -> {
			if (element.isString()) {
				marks.add(element.asString());
			}
			else {
				assertThat(element.path("content").isString()).isTrue();
			}
		});
		assertThat(marks).hasSize(1);
		Matcher mark = MARK.matcher(marks.get(0));
		assertThat(mark.matches()).as(marks.get(0)).isTrue();
		assertThat(mark.group(1)).isEqualTo(String.valueOf(kept.size() - 1));
		assertThat(mark.group(2)).isEqualTo(String.valueOf(of));
	}

	private static JsonNode sent(Function<List<Turn>, Object> form, int maxField, int maxSpan) {
		List<Turn> turns = new ArrayList<>();
		turns.add(new Turn("system", RULES));
		for (int i = 1; i < MESSAGES - 1; i++) {
			turns.add(new Turn((i % 2 == 0) ? "assistant" : "user", i + " " + "x".repeat(300)));
		}
		turns.add(new Turn("user", QUESTION));
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).limits(maxField, maxSpan).start()) {
			Object input = form.apply(turns);
			pipeline.genAi().llm("p", "m").run((llm) -> {
				if (input instanceof List<?> list && list.get(0) instanceof Message) {
					llm.messages(list.stream().map(Message.class::cast).toList());
				}
				else {
					llm.input(input);
				}
				llm.output("fine");
			});
			SentSpan row = braintrust.awaitSpan("chat m");
			return row.json("braintrust.input_json");
		}
	}

	static Stream<Arguments> forms() {
		JsonMapper mapper = JsonMapper.shared();
		return Stream.of(form("messages", "", (turns) -> turns.stream().map(Turn::message).toList()),
				form("maps", "", (turns) -> turns.stream().map(Turn::map).toList()),
				form("a linked list of maps", "", (turns) -> new LinkedList<>(turns.stream().map(Turn::map).toList())),
				form("objects of the application", "", (turns) -> turns), form("JSON", "", mapper::valueToTree),
				form("a request as a map", "",
						(turns) -> Map.of("model", "m", "messages", turns.stream().map(Turn::map).toList())),
				form("a request as an object", "", (turns) -> new Request("m", turns)),
				form("a request as JSON text", "", (turns) -> mapper.writeValueAsString(new Request("m", turns))),
				form("a request as bytes", "", (turns) -> mapper.writeValueAsBytes(new Request("m", turns))));
	}

	private static Arguments form(String name, String place, Function<List<Turn>, Object> form) {
		return argumentSet(name, form, place);
	}

	record Turn(String role, String content) {

		Map<String, Object> map() {
			return Map.of("role", this.role, "content", this.content);
		}

		Message message() {
			return new Message(this.role, this.content, List.of(), null);
		}

	}

	record Request(String model, List<Turn> messages) {

	}

}
