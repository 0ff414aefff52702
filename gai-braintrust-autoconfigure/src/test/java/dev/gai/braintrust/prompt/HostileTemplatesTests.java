package dev.gai.braintrust.prompt;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Templates and variables that nobody should write. Whatever they are, a prompt is filled
 * or refused with an exception of ours.
 */
class HostileTemplatesTests {

	private static final JsonMapper json = new JsonMapper();

	@ParameterizedTest
	@ValueSource(strings = { "{{> /etc/passwd}}", "{{> greeter}}", "{{#a}}open", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}",
			"{{", "{{}}", "{{{a}}", "{{=<% %>=}}<%missing%>", "{{a.class.name}}", "{{a.getClass}}",
			"{{#a}}{{> self}}{{/a}}", "{{missing}}", "{{#missing}}x{{/missing}}", "{{^a.b.c}}x{{/a.b.c}}" })
	void areRefusedOrFilledAndNothingElse(String template) {
		try {
			assertThat(render(template, Map.of("a", Map.of("x", 1)))).doesNotContain("root:", "java.");
		}
		catch (PromptRenderingException ex) {
			assertThat(ex).hasMessageContaining("'greeter' (version 1)");
		}
	}

	@Test
	void functionsAreNotCalled() {
		Function<Object, Object> function = (given) -> {
			throw new AssertionError("called");
		};

		try {
			assertThat(render("{{#f}}x{{/f}}", Map.of("f", function))).doesNotContain("called");
		}
		catch (PromptRenderingException | IllegalArgumentException ex) {
			assertThat(ex).hasMessageNotContaining("called");
		}
	}

	@Test
	void textsThatGrowWithoutEndAreGivenUp() {
		List<String> many = Collections.nCopies(1000, "x".repeat(100));

		assertThatExceptionOfType(PromptRenderingException.class)
			.isThrownBy(
					() -> render("{{#a}}{{#b}}{{#c}}{{.}}{{/c}}{{/b}}{{/a}}", Map.of("a", many, "b", many, "c", many)))
			.withMessageContaining("longer than 10000000 characters");
	}

	@Test
	void sectionsWithoutEndAreGivenUp() {
		String template = "{{#a}}".repeat(200_000) + "x" + "{{/a}}".repeat(200_000);

		assertThatExceptionOfType(PromptRenderingException.class).isThrownBy(() -> render(template, Map.of("a", true)))
			.withMessageContaining("nested too deeply");
	}

	@Test
	void aMegabyteIsFilled() {
		assertThat(render("{{a}} ".repeat(200_000), Map.of("a", "b"))).hasSize(400_000);
	}

	@Test
	void valuesAreNoTemplates() {
		assertThat(render("{{a}}", Map.of("a", "{{b}}", "b", "secret"))).isEqualTo("{{b}}");
	}

	@Test
	void namesAndValuesMayBeOdd() {
		Map<String, Object> variables = new HashMap<>(Map.of("ключ", 1, "a b", 2, "", 3, "input", 4, "\u0000", 5));
		variables.put("nothing", null);

		assertThat(render("{{ключ}}", variables)).isEqualTo("1");
		assertThat(render("{{input}}", variables)).isEqualTo("4");
		assertThat(render("{{^nothing}}none{{/nothing}}", variables)).isEqualTo("none");
	}

	@Test
	void aVariableThatContainsItselfIsRefused() {
		Map<String, Object> loop = new HashMap<>();
		loop.put("self", loop);

		assertThatExceptionOfType(PromptRenderingException.class).isThrownBy(() -> render("{{a}}", Map.of("a", loop)))
			.withMessageContaining("a variable cannot be written as JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"tools\":7", "\"tools\":\"not json\"", "\"tools\":\"[1,null,{}]\"", "\"tools\":[[]]",
			"\"tools\":\"[{\\\"type\\\":\\\"function\\\"}]\"", "\"tools\":\"" + "[" + "\"", "\"messages\":[7]",
			"\"messages\":[null]", "\"messages\":{}", "\"messages\":[{\"role\":7,\"content\":7}]",
			"\"messages\":[{\"content\":[[]]}]", "\"messages\":[{\"role\":\"tool\"}]", "\"type\":\"other\"" })
	void malformedPartsAreRefusedOrRendered(String part) {
		assertRefusedOrRendered("{" + part + (part.contains("messages") ? "" : ",\"messages\":[]")
				+ (part.contains("\"type\":\"other\"") ? "" : ",\"type\":\"chat\"") + "}", "{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "[]", "\"json\"", "{\"type\":7}", "{\"type\":\"json_schema\"}",
			"{\"type\":\"json_schema\",\"json_schema\":7}",
			"{\"type\":\"json_schema\",\"json_schema\":{\"schema\":\"{\"}}", "{\"type\":\"nonsense\"}" })
	void malformedResponseFormatsAreRefusedOrRendered(String format) {
		assertRefusedOrRendered("{\"type\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
				"{\"model\":7,\"params\":{\"temperature\":\"hot\",\"max_tokens\":-1e99,\"stop\":7,\"response_format\":"
						+ format + "}}");
	}

	@Test
	void manyThreadsFillOnePrompt() {
		BraintrustPrompt prompt = read(chat("{{a}}"), "{}");

		assertThat(IntStream.range(0, 1000)
			.parallel()
			.mapToObj((number) -> prompt.render(Map.of("a", number)).messages().get(0).content())
			.toList()).isEqualTo(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
	}

	private static void assertRefusedOrRendered(String prompt, String options) {
		BraintrustPrompt read;
		try {
			read = read(prompt, options);
		}
		catch (IllegalArgumentException | PromptRenderingException ex) {
			return;
		}
		BraintrustPrompt.Rendered rendered = read.render(Map.of());
		assertThat(rendered.messages()).isNotNull();
		try {
			assertThat(rendered.springAi()).isNotNull();
		}
		catch (IllegalArgumentException | IllegalStateException | PromptRenderingException ex) {
			assertThat(ex).hasMessageContaining("greeter");
		}
	}

	private static String render(String template, Map<String, ?> variables) {
		return String.valueOf(read(chat(template), "{}").render(variables).messages().get(0).content());
	}

	private static String chat(String content) {
		return "{\"type\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":" + json.writeValueAsString(content)
				+ "}]}";
	}

	private static BraintrustPrompt read(String prompt, String options) {
		return PromptReader.read("slug", json.readTree(
				"{\"id\":\"prompt-id\",\"_xact_id\":\"1\",\"project_id\":\"p-1\",\"slug\":\"greeter\",\"prompt_data\":{\"prompt\":"
						+ prompt + ",\"options\":" + options + "}}"),
				PromptOrigin.BRAINTRUST);
	}

}
