package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResponsesApiJsonTests {

	private static final String COMPLETED = """
			{"id":"resp_1","object":"response","model":"o4-mini","status":"completed","output":[
			{"type":"reasoning","summary":[]},{"type":"web_search_call","status":"completed"},
			{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Pa"},
			{"type":"output_text","text":"ris"}]}],
			"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":8},"output_tokens":20,
			"output_tokens_details":{"reasoning_tokens":12},"total_tokens":50}}""";

	private static final LlmResponse EXPECTED = LlmResponse.builder()
		.model("o4-mini")
		.id("resp_1")
		.choice("stop",
				Message.assistant("Paris")
					.with("items", List.of(Map.of("type", "web_search_call", "status", "completed"))))
		.usage(Usage.builder().input(30L).output(20L).cachedInput(8L).reasoningOutput(12L).webSearches(1L).build())
		.build();

	@Test
	void readsTextAndUsage() {
		assertThat(OpenAiJson.read(COMPLETED)).isEqualTo(EXPECTED);
	}

	@Test
	void readsTheResponseInTheLastEventOfAStream() {
		LlmResponse response = OpenAiJson.readAll(
				"{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"output\":[]}}",
				"{\"type\":\"response.output_text.delta\",\"delta\":\"Pa\"}",
				"{\"type\":\"response.completed\",\"response\":" + COMPLETED + "}");
		assertThat(response).isEqualTo(EXPECTED);
	}

	@Test
	void joinsTheTextOfAStreamThatWasCutOff() {
		LlmResponse response = OpenAiJson.readAll("""
				{"type":"response.created","response":{"id":"resp_1","object":"response","model":"o4-mini",
				"status":"in_progress","output":[]}}""", "{\"type\":\"response.output_text.delta\",\"delta\":\"Pa\"}",
				"{\"type\":\"response.output_text.delta\",\"delta\":{}}",
				"{\"type\":\"response.output_text.delta\",\"delta\":\"r\"}");
		assertThat(response).isEqualTo(
				LlmResponse.builder().model("o4-mini").id("resp_1").choice(null, Message.assistant("Par")).build());
	}

	@Test
	void readsCallsOfFunctions() {
		LlmResponse response = OpenAiJson.read("""
				{"object":"response","status":"completed","output":[
				{"type":"function_call","id":"fc_1","call_id":"c1","name":"weather","arguments":"{}"},
				{"type":"function_call","id":"fc_2"}]}""");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("tool_calls",
				Message.assistant(List.of(new ToolCall("c1", "weather", "{}"), new ToolCall("fc_2", "", null)))));
	}

	@ParameterizedTest
	@CsvSource({ "max_output_tokens,length", "content_filter,content_filter" })
	void readsWhyAResponseIsIncomplete(String reason, String expected) {
		LlmResponse response = OpenAiJson.read("{\"object\":\"response\",\"status\":\"incomplete\",\"output\":[],"
				+ "\"incomplete_details\":{\"reason\":\"" + reason + "\"}}");
		assertThat(response.choices())
			.containsExactly(new LlmResponse.Choice(expected, Message.assistant((String) null)));
	}

	@Test
	void readsARefusalAsText() {
		LlmResponse response = OpenAiJson.read("""
				{"object":"response","status":"completed","output":[{"type":"message",
				"content":[{"type":"refusal","refusal":"No."}]}]}""");
		assertThat(response.choices())
			.containsExactly(new LlmResponse.Choice("stop", Message.assistant("No.").with("refusal", "No.")));
	}

	@Test
	void readsNothingOfMalformedItems() {
		LlmResponse response = OpenAiJson.read("""
				{"object":"response","output":[1,null,"a",{"type":2},{"type":"message","content":[3,{}]}],
				"usage":7,"status":{},"model":[]}""");
		assertThat(response).isEqualTo(LlmResponse.builder().build());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"object\":\"response\"}", "{\"object\":\"response\",\"output\":\"text\"}", "{\"output\":[]}",
					"{\"response\":\"text\"}", "{\"type\":\"response.output_text.delta\",\"delta\":\"orphan\"}" })
	void leavesOtherDocumentsAlone(String json) {
		assertThat(OpenAiJson.read(json)).isNull();
	}

}
