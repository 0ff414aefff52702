package dev.gai.braintrust.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.gai.braintrust.langchain4j.LangChain4jTypes;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.springai.SpringAiRequestTypes;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several requests at once, in each form in which an application may have them.
 */
class BatchRequestTests {

	private static final String BODY = """
			{"model":"asked","temperature":0.5,"messages":[{"role":"user","content":"%s"}]}""";

	private static final String LINE = """
			{"custom_id":"%s","method":"POST","url":"/v1/chat/completions","body":%s}""";

	private static final List<?> FIRST = said("one");

	private static final List<?> SECOND = said("two");

	private static final String LINES = line("one") + "\n" + line("two") + "\n";

	private final Traces traces = new Traces(List.of(), (settings) -> settings.with(new ModelRequests(
			Stream.concat(SpringAiRequestTypes.all().stream(), LangChain4jTypes.requests().stream()).toList())));

	@ParameterizedTest
	@MethodSource
	void areTheMessagesOfEach(Object conversations) {
		assertThat(traced(conversations).input()).isEqualTo(List.of(FIRST, SECOND));
		assertThat(traced(new NamedArguments(Map.of("all", conversations))).input()).isEqualTo(List.of(FIRST, SECOND));
	}

	static Stream<Arguments> areTheMessagesOfEach() {
		List<org.springframework.ai.chat.messages.Message> springAi = List
			.of(new org.springframework.ai.chat.messages.UserMessage("one"));
		return Stream.<Object>of(List.of(FIRST, SECOND), List.of(springAi, new Prompt("two").getInstructions()),
				List.of(List.of(UserMessage.from("one")), List.of(UserMessage.from("two"))),
				List.of(List.of(Message.user("one")), List.of(Message.user("two"))),
				List.of(new Prompt("one"), new Prompt("two")), new Prompt[] { new Prompt("one"), new Prompt("two") },
				new LinkedHashSet<>(List.of(new Prompt("one"), new Prompt("two"))))
			.map((conversations) -> Arguments.of(conversations));
	}

	@Test
	void sayOnceWhatTheyShare() {
		EndedSpan span = traced(List.of(tree(body("one")), tree(body("two"))));

		assertThat(span.input()).isEqualTo(List.of(FIRST, SECOND));
		assertThat(span.record().request().model()).isEqualTo("asked");
		assertThat(span.parameter("temperature")).isEqualTo(0.5);
	}

	@Test
	void keepWhatIsOfOneAlone() {
		EndedSpan span = traced(List.of(tree(body("one")), tree(body("two").replace("asked", "other"))));

		assertThat(span.input()).isEqualTo(
				List.of(Map.of("model", "asked", "messages", FIRST), Map.of("model", "other", "messages", SECOND)));
		assertThat(span.record().request().model()).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void areTheLinesOfABatch(Object lines) {
		EndedSpan span = traced(lines);

		assertThat(span.input()).isEqualTo(
				List.of(Map.of("custom_id", "one", "messages", FIRST), Map.of("custom_id", "two", "messages", SECOND)));
		assertThat(span.record().request().model()).isEqualTo("asked");
		assertThat(span.parameter("temperature")).isEqualTo(0.5);
	}

	static Stream<Object> areTheLinesOfABatch() {
		return Stream.of(LINES, LINES.getBytes(StandardCharsets.UTF_8), List.of(tree(line("one")), tree(line("two"))),
				List.of(line("one"), line("two")), List.of(LINES.getBytes(StandardCharsets.UTF_8)), Set.of(LINES),
				Arrays.asList(line("one") + "\n", "", line("two") + "\n"),
				Map.of("requests", List.of(ofAnthropic("one"), ofAnthropic("two"))));
	}

	@Test
	void areTheLinesOfAnArrayAndOfArguments() {
		Object lines = new String[] { line("one"), line("two") };
		EndedSpan alone = traced(lines);
		EndedSpan argument = traced(new NamedArguments(Map.of("lines", lines)));

		assertThat(List.of(alone, argument)).allSatisfy((span) -> {
			assertThat(span.input().toString()).contains("custom_id=one", "content=two").doesNotContain("body");
			assertThat(span.record().request().model()).isEqualTo("asked");
		});
	}

	@Test
	void areOneConversationWhereEachLineIsAMessage() {
		assertThat(traced(
				List.of("{\"role\":\"user\",\"content\":\"one\"}", "{\"role\":\"assistant\",\"content\":\"two\"}"))
			.input()).isEqualTo(
					List.of(Map.of("role", "user", "content", "one"), Map.of("role", "assistant", "content", "two")));
	}

	@Test
	void areTheLinesOfGoogleAndBedrock() {
		assertThat(traced("""
				{"key":"a","request":{"contents":[{"role":"user","parts":[{"text":"one"}]}]}}
				{"key":"b","request":{"contents":[{"role":"user","parts":[{"text":"two"}]}]}}""").input())
			.isEqualTo(List.of(Map.of("key", "a", "messages", FIRST), Map.of("key", "b", "messages", SECOND)));
		EndedSpan one = traced(tree("{\"recordId\":\"a\",\"modelInput\":" + body("one") + "}"));
		assertThat(one.input()).isEqualTo(FIRST);
		assertThat(one.parameter("arguments")).isEqualTo(Map.of("recordId", "a"));
	}

	@Test
	void areBounded() {
		List<Object> many = Stream.iterate(0, (i) -> i + 1).limit(5_000).map((i) -> tree(line("q" + i))).toList();

		EndedSpan span = traced(many);

		assertThat(span.record().request().model()).isEqualTo("asked");
		assertThat(span.input().toString()).contains("q0").hasSizeLessThan(2_000_000);
	}

	@Test
	void leaveOtherListsAsTheyAre() {
		for (Object other : List.of(List.of("one", "two"), List.of(tree(body("one")), Map.of("city", "Paris")),
				List.of("{\"input\":1}", "{\"city\":\"Paris\"}"), List.of(line("one"), "two"),
				List.of("{\"prompt\":1}"), List.of(FIRST, "two"), "{\"input\":1}\n{\"city\":\"Paris\"}",
				List.of(List.of(1, 2), List.of(3)))) {
			assertThat(traced(other).input()).isEqualTo(other);
		}
		Map<String, Object> named = new LinkedHashMap<>(Map.of("a", new Prompt("one")));
		assertThat(traced(named).input()).isEqualTo(FIRST);
	}

	@Test
	void areTheTextsThatVectorsAreMadeOf() {
		List<TextSegment> segments = List.of(TextSegment.from("one"), TextSegment.from("{\"input\":1}"));
		for (Object texts : List.of(List.of("one", "{\"input\":1}"), segments)) {
			this.traces.spans().clear();
			this.traces.tracer().embeddings("p", "m").input(new NamedArguments(Map.of("texts", texts))).run((span) -> {
			});

			assertThat(this.traces.only().input()).isEqualTo(Map.of("texts", List.of("one", "{\"input\":1}")));
		}
	}

	private EndedSpan traced(Object input) {
		this.traces.spans().clear();
		this.traces.tracer().llm("p", null).input(input).run((span) -> {
		});
		return this.traces.only();
	}

	private static List<?> said(String text) {
		return List.of(Map.of("role", "user", "content", text));
	}

	private static String body(String text) {
		return BODY.formatted(text);
	}

	private static String line(String text) {
		return LINE.formatted(text, body(text));
	}

	private static Object ofAnthropic(String text) {
		return Map.of("custom_id", text, "params", tree(body(text)));
	}

	private static Object tree(String json) {
		return JsonMapper.shared().readValue(json, Object.class);
	}

}
