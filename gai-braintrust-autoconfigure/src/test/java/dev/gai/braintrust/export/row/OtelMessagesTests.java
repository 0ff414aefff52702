package dev.gai.braintrust.export.row;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Receivers that know OpenTelemetry's names only get the messages under these, where the
 * application asks for it, each in the shape that the conventions give it.
 */
@Tag("application")
class OtelMessagesTests {

	private static final String INPUT = "gen_ai.input.messages";

	private static final String OUTPUT = "gen_ai.output.messages";

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of(Application.class, WebApplicationType.NONE,
			"gai.braintrust.content.otel-messages=true");

	private static final BraintrustServer braintrust = running.braintrust();

	@Test
	void areSentBesideTheRow() {
		SentSpan call = asked("Say hello, not sk-abcdefghijklmnopqrstuvwxyz0123", "Hello");

		assertThat(call.json(INPUT).path(0).path("role").asString()).isEqualTo("user");
		assertThat(parts(call, INPUT).path(0).path("type").asString()).isEqualTo("text");
		assertThat(parts(call, INPUT).path(0).path("content").asString()).startsWith("Say hello")
			.doesNotContain("sk-abcdef");
		assertThat(call.json(OUTPUT)).isEqualTo(json("""
				[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"unknown"}]
				"""));
	}

	@Test
	void haveCallsOfToolsWithTheirArgumentsAsObjects() {
		SentSpan call = asked(list("""
				[{"role":"user","name":"joe","content":"Weather?"},
				 {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
				   "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\",\\"days\\":1.50}"}}]},
				 {"role":"tool","tool_call_id":"c1","content":"Sunny"},
				 {"role":"tool","tool_call_id":"c2","content":null}]
				"""),
				map("""
						{"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
						  "tool_calls":[{"id":"c3","type":"function","function":{"name":"broken","arguments":"{\\"city\\":"}}]}}]}
						"""));

		assertThat(call.json(INPUT).toString()).isEqualTo(json("""
				[{"role":"user","name":"joe","parts":[{"type":"text","content":"Weather?"}]},
				 {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"weather",
				   "arguments":{"city":"Paris","days":1.50}}]},
				 {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"Sunny"}]},
				 {"role":"tool","parts":[{"type":"tool_call_response","id":"c2","response":""}]}]
				""").toString());
		assertThat(call.json(OUTPUT)).isEqualTo(
				json("""
						[{"role":"assistant","parts":[{"type":"tool_call","id":"c3","name":"broken","arguments":"{\\"city\\":"}],
						  "finish_reason":"tool_call"}]
						"""));
	}

	@Test
	void haveWhatTheModelThoughtAndSaidInEachAnswer() {
		SentSpan call = asked("Which?",
				map("""
						{"choices":[
						 {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"This","reasoning_content":"Hm"}},
						 {"index":1,"finish_reason":"length","message":{"role":"assistant","content":"That"}},
						 {"index":2,"finish_reason":"content_filter","message":{"role":"assistant","content":null,"refusal":"No"}}]}
						"""));

		assertThat(call.json(OUTPUT)).isEqualTo(json("""
				[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm"},{"type":"text","content":"This"}],
				  "finish_reason":"stop"},
				 {"role":"assistant","parts":[{"type":"text","content":"That"}],"finish_reason":"length"},
				 {"role":"assistant","parts":[{"type":"text","content":"No"}],"finish_reason":"content_filter"}]
				"""));
	}

	@Test
	void haveWhatTheToolsOfTheProviderDid() {
		SentSpan call = asked("News?", map("""
				{"type":"message","role":"assistant","model":"claude-x","stop_reason":"end_turn","content":[
				 {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"news"}},
				 {"type":"web_search_tool_result","tool_use_id":"s1","content":[]},
				 {"type":"text","text":"None"}],"usage":{"input_tokens":1,"output_tokens":1}}
				"""));

		JsonNode parts = parts(call, OUTPUT);
		assertThat(types(parts)).containsExactly("text", "server_tool_call", "server_tool_call_response");
		assertThat(parts.path(1).path("name").asString()).isEqualTo("web_search");
		assertThat(parts.path(1).path("server_tool_call").path("type").asString()).isEqualTo("server_tool_use");
		assertThat(parts.path(2).path("id").asString()).isEqualTo("s1");
	}

	@Test
	void haveImagesByTheirAddressAndOtherMediaAsTheRowHasThem() {
		SentSpan call = asked(
				list("""
						[{"role":"user","content":[{"type":"text","text":"What is this?"},
						  {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
						  {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"}},
						  {"type":"file","file":{"file_id":"file-1"}}]}]
						"""),
				"A dot");

		JsonNode parts = parts(call, INPUT);
		assertThat(types(parts)).containsExactly("text", "uri", "generic", "file");
		assertThat(parts.path(1)).isEqualTo(json("""
				{"type":"uri","modality":"image","uri":"https://example.com/a.png"}"""));
		assertThat(parts.path(3)).isEqualTo(json("""
				{"type":"file","modality":"document","file_id":"file-1"}"""));
		assertThat(call.json(INPUT).toString()).doesNotContain("iVBORw0");
	}

	@Test
	void areThoseOfTheQuestionWhereTheCallFails() {
		assertThatException().isThrownBy(() -> asked("Break", new IllegalStateException("no")));

		SentSpan call = braintrust.awaitSpan("chat m");
		assertThat(call.json(INPUT)).isEqualTo(json("""
				[{"role":"user","parts":[{"type":"text","content":"Break"}]}]"""));
		assertThat(call.attributes()).doesNotContainKey(OUTPUT);
	}

	@Test
	void areOfTheShapeThatTheConventionsRequire() {
		for (Object input : List.of("text", List.of("a", "b"), List.of(Map.of("odd", 1)), Map.of("messages", 1),
				List.of(Map.of("role", "user", "content", Map.of("text", "t"))),
				List.of(Map.of("role", 5, "content", List.of(1, "x"), "tool_calls", List.of("odd", Map.of()))))) {
			for (Object output : List.of("text", List.of("a"), Map.of("answer", 42), List.of(Map.of("message", 1)),
					Map.of("choices", List.of(Map.of("message", Map.of("tool_calls", List.of(Map.of("id", 7)))))))) {
				braintrust.forget();
				SentSpan call = asked(input, output);
				if (call.attributes().containsKey(INPUT)) {
					call.json(INPUT).forEach((message) -> isMessage(message, Set.of("role", "parts", "name")));
				}
				call.json(OUTPUT).forEach((message) -> {
					isMessage(message, Set.of("role", "parts", "name", "finish_reason"));
					assertThat(message.path("finish_reason").isString()).isTrue();
				});
			}
		}
	}

	private static void isMessage(JsonNode message, Set<String> names) {
		assertThat(message.propertyNames()).isSubsetOf(names);
		assertThat(message.path("role").isString()).isTrue();
		assertThat(message.path("parts").isArray()).isTrue();
		for (JsonNode part : message.path("parts")) {
			assertThat(part.path("type").isString()).isTrue();
			switch (part.path("type").asString()) {
				case "text", "reasoning", "refusal" -> assertThat(part.path("content").isString()).isTrue();
				case "tool_call" -> assertThat(part.path("name").isString()).isTrue();
				default -> assertThat(part.path("type").asString()).isIn("generic", "tool_call_response");
			}
		}
	}

	private static SentSpan asked(Object input, Object output) {
		braintrust.forget();
		running.bean(Model.class).ask(input, output);
		return braintrust.awaitSpan("chat m");
	}

	private static JsonNode parts(SentSpan call, String attribute) {
		return call.json(attribute).path(0).path("parts");
	}

	private static List<String> types(JsonNode parts) {
		return parts.valueStream().map((part) -> part.path("type").asString()).toList();
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	private static List<?> list(String text) {
		return JsonMapper.shared().readValue(text, List.class);
	}

	private static Map<?, ?> map(String text) {
		return JsonMapper.shared().readValue(text, Map.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

	}

	static class Model {

		@TracedLlmCall(provider = "p", model = "m")
		Object ask(@LlmInput Object prompt, Object answer) {
			if (answer instanceof RuntimeException failure) {
				throw failure;
			}
			return answer;
		}

	}

}
