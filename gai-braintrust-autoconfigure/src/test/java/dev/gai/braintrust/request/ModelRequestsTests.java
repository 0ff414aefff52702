package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests in the JSON of each provider, as one conversation.
 */
class ModelRequestsTests {

	private static final JsonMapper json = JsonMapper.builder().build();

	@Test
	void readsAChatCompletion() {
		ModelRequest request = read("""
				{"model":"gpt-4o-mini","temperature":0.3,"max_completion_tokens":64,"top_p":0.9,"stop":["END"],
				"stream":true,"messages":[{"role":"system","content":"be brief"},
				{"role":"user","content":[{"type":"text","text":"hi"},
				{"type":"image_url","image_url":{"url":"https://pictures.example/a.png"}}]},
				{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
				"function":{"name":"weather","arguments":"{}"}}]},
				{"role":"tool","tool_call_id":"c1","content":"sunny"}],
				"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""");

		assertThat(request.model()).isEqualTo("gpt-4o-mini");
		assertMessages(request, """
				[{"role":"system","content":"be brief"},
				{"role":"user","content":[{"type":"text","text":"hi"},
				{"type":"image_url","image_url":{"url":"https://pictures.example/a.png"}}]},
				{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
				"function":{"name":"weather","arguments":"{}"}}]},
				{"role":"tool","tool_call_id":"c1","content":"sunny"}]""");
		assertThat(request.parameters()).containsOnly(Map.entry("temperature", 0.3), Map.entry("max_tokens", 64),
				Map.entry("top_p", 0.9), Map.entry("stop", List.of("END")), Map.entry("stream", true));
		assertTools(request, """
				[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""");
	}

	@Test
	void readsARequestOfAnthropic() {
		ModelRequest request = read("""
				{"model":"claude-sonnet-4-5","max_tokens":1024,"stop_sequences":["END"],"top_k":5,
				"system":[{"type":"text","text":"be brief","cache_control":{"type":"ephemeral"}}],
				"messages":[{"role":"user","content":[{"type":"text","text":"what is it?"},
				{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},
				{"role":"assistant","content":[{"type":"thinking","thinking":"a duck?","signature":"x"},
				{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"look","input":{"deep":true}}]},
				{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1",
				"content":[{"type":"text","text":"a goose"}]}]}],
				"tools":[{"name":"look","description":"looks","input_schema":{"type":"object"}},
				{"type":"web_search_20250305","name":"web_search"}]}""");

		assertThat(request.model()).isEqualTo("claude-sonnet-4-5");
		assertMessages(request, """
				[{"role":"system","content":"be brief"},
				{"role":"user","content":[{"type":"text","text":"what is it?"},
				{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},
				{"role":"assistant","content":"I look.","tool_calls":[{"id":"t1","type":"function",
				"function":{"name":"look","arguments":"{\\"deep\\":true}"}}],"reasoning":"a duck?"},
				{"role":"tool","content":"a goose","tool_call_id":"t1"}]""");
		assertThat(request.parameters()).containsOnly(Map.entry("max_tokens", 1024), Map.entry("top_k", 5),
				Map.entry("stop", List.of("END")));
		assertTools(request, """
				[{"type":"function","function":{"name":"look","description":"looks","parameters":{"type":"object"}}},
				{"type":"web_search_20250305","name":"web_search"}]""");
	}

	@Test
	void readsARequestOfTheResponsesApi() {
		ModelRequest request = read("""
				{"model":"gpt-5-mini","instructions":"be brief","max_output_tokens":99,
				"reasoning":{"effort":"low"},"input":[
				{"role":"user","content":[{"type":"input_text","text":"weather?"},
				{"type":"input_image","image_url":"https://pictures.example/b.png"}]},
				{"type":"reasoning","id":"r1","summary":[{"type":"summary_text","text":"ask the tool"}]},
				{"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"},
				{"type":"function_call_output","call_id":"c1","output":"sunny"}],
				"tools":[{"type":"function","name":"weather","parameters":{"type":"object"},"strict":true},
				{"type":"web_search"}]}""");

		assertThat(request.model()).isEqualTo("gpt-5-mini");
		assertMessages(request, """
				[{"role":"system","content":"be brief"},
				{"role":"user","content":[{"type":"text","text":"weather?"},
				{"type":"image_url","image_url":{"url":"https://pictures.example/b.png"}}]},
				{"role":"assistant","content":null,"reasoning":"ask the tool"},
				{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
				"function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
				{"role":"tool","content":"sunny","tool_call_id":"c1"}]""");
		assertThat(request.parameters()).containsEntry("max_tokens", 99).containsEntry("reasoning_effort", "low");
		assertTools(request, """
				[{"type":"function","function":{"name":"weather","parameters":{"type":"object"},"strict":true}},
				{"type":"web_search"}]""");
		assertMessages(read("""
				{"model":"gpt-5","input":"hi"}"""), """
				[{"role":"user","content":"hi"}]""");
	}

	@Test
	void readsARequestOfGemini() {
		ModelRequest request = read("""
				{"model":"models/gemini-2.5-flash","systemInstruction":{"parts":[{"text":"be brief"}]},
				"generationConfig":{"temperature":0.2,"topP":0.8,"maxOutputTokens":77,"stopSequences":["X"]},
				"contents":[{"role":"user","parts":[{"text":"what?"},
				{"inlineData":{"mimeType":"image/jpeg","data":"/9j/4AAQ"}}]},
				{"role":"model","parts":[{"functionCall":{"name":"look","args":{"a":1}}}]},
				{"role":"user","parts":[{"functionResponse":{"name":"look","response":{"is":"duck"}}}]}],
				"tools":[{"functionDeclarations":[{"name":"look","parameters":{"type":"OBJECT"}}]}]}""");

		assertThat(request.model()).isEqualTo("gemini-2.5-flash");
		assertMessages(request, """
				[{"role":"system","content":"be brief"},
				{"role":"user","content":[{"type":"text","text":"what?"},
				{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,/9j/4AAQ"}}]},
				{"role":"assistant","content":null,"tool_calls":[{"id":"look","type":"function",
				"function":{"name":"look","arguments":"{\\"a\\":1}"}}]},
				{"role":"tool","content":"{\\"is\\":\\"duck\\"}","tool_call_id":"look"}]""");
		assertThat(request.parameters()).containsOnly(Map.entry("temperature", 0.2), Map.entry("top_p", 0.8),
				Map.entry("max_tokens", 77), Map.entry("stop", List.of("X")));
		assertTools(request, """
				[{"type":"function","function":{"name":"look","parameters":{"type":"OBJECT"}}}]""");
	}

	@Test
	void readsARequestOfConverse() {
		ModelRequest request = read("""
				{"modelId":"amazon.nova-lite-v1:0","system":[{"text":"be brief"}],
				"inferenceConfig":{"maxTokens":50,"temperature":0.1,"topP":0.5,"stopSequences":["X"]},
				"messages":[{"role":"user","content":[{"text":"hi"}]},
				{"role":"assistant","content":[{"toolUse":{"toolUseId":"u1","name":"look","input":{"a":1}}}]},
				{"role":"user","content":[{"toolResult":{"toolUseId":"u1","content":[{"json":{"is":"duck"}}]}}]}],
				"toolConfig":{"tools":[{"toolSpec":{"name":"look","inputSchema":{"json":{"type":"object"}}}}]}}""");

		assertThat(request.model()).isEqualTo("amazon.nova-lite-v1:0");
		assertMessages(request, """
				[{"role":"system","content":"be brief"},{"role":"user","content":"hi"},
				{"role":"assistant","content":null,"tool_calls":[{"id":"u1","type":"function",
				"function":{"name":"look","arguments":"{\\"a\\":1}"}}]},
				{"role":"tool","content":"{\\"is\\":\\"duck\\"}","tool_call_id":"u1"}]""");
		assertThat(request.parameters()).containsOnly(Map.entry("max_tokens", 50), Map.entry("temperature", 0.1),
				Map.entry("top_p", 0.5), Map.entry("stop", List.of("X")));
		assertTools(request, """
				[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]""");
	}

	@Test
	void readsWhatConverseHasBesideText() {
		ModelRequest request = read(
				"""
						{"modelId":"amazon.nova-lite-v1:0","messages":[
						{"role":"user","content":[{"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}},
						{"document":{"format":"pdf","name":"terms","source":{"bytes":"JVBERi0="}}},
						{"guardContent":{"x":1}}]},
						{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"a duck?"}}},
						{"text":"yes"}]},
						{"role":"user","content":[{"toolResult":{"toolUseId":"u1","content":[{"text":"a"},{"json":[1]}]}}]}]}""");

		assertMessages(request, """
				[{"role":"user","content":[
				{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
				{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"terms"}},
				{"guardContent":{"x":1}}]},
				{"role":"assistant","content":"yes","reasoning":"a duck?"},
				{"role":"tool","content":[{"type":"text","text":"a"},{"type":"text","text":"[1]"}],
				"tool_call_id":"u1"}]""");
	}

	@Test
	void readsDocumentsAndWhatIsElsewhere() {
		ModelRequest request = read(
				"""
						{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":[
						{"type":"document","title":"terms","source":{"type":"base64","media_type":"application/pdf",
						"data":"JVBERi0="}},{"type":"image","source":{"type":"url","url":"https://pictures.example/a.png"}},
						{"type":"document","source":{"type":"file","file_id":"f1"}}]},
						{"role":"assistant","content":[{"type":"redacted_thinking","data":"x"},{"type":"text","text":"no"}]}]}""");

		assertMessages(request, """
				[{"role":"user","content":[
				{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0=","filename":"terms"}},
				{"type":"image_url","image_url":{"url":"https://pictures.example/a.png"}},
				{"type":"document","source":{"type":"file","file_id":"f1"}}]},
				{"role":"assistant","content":"no","reasoning":"<redacted>"}]""");
	}

	@Test
	void readsARequestOfOllama() {
		ModelRequest request = read("""
				{"model":"llava","options":{"temperature":0.4,"num_predict":12},"messages":[
				{"role":"user","content":"what?","images":["iVBORw0KGgo="]},
				{"role":"assistant","content":"","tool_calls":[{"function":{"name":"look","arguments":{"a":1}}}]}]}""");

		assertMessages(request, """
				[{"role":"user","content":[{"type":"text","text":"what?"},
				{"type":"image_url","image_url":{"url":"data:image/*;base64,iVBORw0KGgo="}}]},
				{"role":"assistant","content":"","tool_calls":[{"type":"function",
				"function":{"name":"look","arguments":"{\\"a\\":1}"}}]}]""");
		assertThat(request.parameters()).containsOnly(Map.entry("temperature", 0.4), Map.entry("max_tokens", 12));
		assertMessages(read("""
				{"model":"llama3","prompt":"Once","system":"be brief"}"""), """
				[{"role":"system","content":"be brief"},{"role":"user","content":"Once"}]""");
	}

	@Test
	void readsBareMessages() {
		assertMessages(read("""
				[{"role":"user","content":"hi"}]"""), """
				[{"role":"user","content":"hi"}]""");
		assertMessages(read("""
				{"role":"USER","content":"hi"}"""), """
				[{"role":"user","content":"hi"}]""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"messages\":[]}", "{\"messages\":\"hi\"}", "{\"messages\":[\"a\",\"b\"]}",
			"{\"messages\":[{\"id\":1,\"text\":\"hi\"}]}", "{\"messages\":[{\"role\":\"admin\",\"content\":\"hi\"}]}",
			"{\"messages\":[{\"role\":\"user\",\"content\":{\"a\":1}}]}", "{\"messages\":[{\"role\":\"user\"}]}",
			"{\"messages\":[{\"role\":7,\"content\":\"hi\"}]}", "{\"input\":\"text\"}", "{\"input\":{\"a\":1}}",
			"{\"input\":\"speak\",\"model\":\"tts-1\",\"voice\":\"alloy\"}", "{\"contents\":\"text\"}",
			"{\"contents\":[{\"name\":\"box\"}]}", "{\"prompt\":\"text\"}",
			"{\"role\":\"user\",\"content\":\"hi\",\"email\":\"a@b.c\"}", "[]", "[1,2]", "\"text\"", "{}" })
	void leavesWhatOnlyLooksLikeARequest(String text) {
		assertThat(read(text)).isNull();
	}

	@Test
	void readsTheOneArgumentThatIsARequest() {
		Object request = tree("""
				{"model":"m","messages":[{"role":"user","content":"hi"}]}""");

		ModelRequest read = ModelRequests.readArguments(Map.of("request", request, "tenant", "acme"));

		assertThat(read.model()).isEqualTo("m");
		assertThat(read.arguments()).isEqualTo(Map.of("tenant", "acme"));
		assertThat(ModelRequests.readArguments(Map.of("one", request, "two", request))).isNull();
		assertThat(ModelRequests.readArguments(Map.of("prompt", "hi", "model", "m"))).isNull();
	}

	@Test
	void readsArgumentsThatAreARequestTogether() {
		ModelRequest read = ModelRequests.readArguments(Map.of("model", "m", "temperature", 0.5, "messages", tree("""
				[{"role":"user","content":"hi"}]""")));

		assertThat(read.model()).isEqualTo("m");
		assertThat(read.parameters()).containsEntry("temperature", 0.5);
	}

	private static ModelRequest read(String text) {
		return ModelRequests.read(tree(text));
	}

	private static Object tree(String text) {
		return new ContentSnapshots(json).take(json.readTree(text)).tree();
	}

	private static void assertMessages(ModelRequest request, String expected) {
		assertThat(json.valueToTree(request.messages()).toString()).isEqualTo(json.readTree(expected).toString());
	}

	private static void assertTools(ModelRequest request, String expected) {
		assertThat(json.valueToTree(request.tools()).toString()).isEqualTo(json.readTree(expected).toString());
	}

}
