package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that refer to what OpenAI keeps: assistants, their runs, and prompts.
 */
class AssistantsRequestTests {

	@Test
	void aRunIsAConversation() {
		ModelRequest run = read("""
				{"assistant_id":"asst_1","model":"gpt-4o","instructions":"Be terse","additional_instructions":"Be kind",
				"additional_messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"max_completion_tokens":9,
				"tools":[{"type":"file_search"}]}""");

		assertThat(run).isNotNull();
		assertThat(run.model()).isEqualTo("gpt-4o");
		assertThat(run.messages()).isEqualTo(tree("""
				[{"role":"system","content":"Be terse"},{"role":"system","content":"Be kind"},
				{"role":"user","content":"Hi"}]"""));
		assertThat(run.parameters()).isEqualTo(Map.of("assistant_id", "asst_1", "temperature", 0.5, "max_tokens", 9));
		assertThat(run.tools()).hasSize(1);
	}

	@Test
	void aRunBringsItsThread() {
		ModelRequest run = read("""
				{"assistant_id":"asst_1","thread":{"messages":[{"role":"user","content":"Hi"},
				{"role":"assistant","content":[{"type":"text","text":"Yes?"}]}]},"stream":true}""");

		assertThat(run).isNotNull();
		assertThat(run.messages()).hasSize(2);
		assertThat(run.parameters()).containsOnlyKeys("assistant_id", "stream");
	}

	@Test
	void whatToolsHaveAnsweredAreMessages() {
		ModelRequest answers = read("""
				{"tool_outputs":[{"tool_call_id":"c1","output":"70"},{"tool_call_id":"c2","output":"sunny"}]}""");

		assertThat(answers).isNotNull();
		assertThat(answers.messages()).isEqualTo(tree("""
				[{"role":"tool","content":"70","tool_call_id":"c1"},
				{"role":"tool","content":"sunny","tool_call_id":"c2"}]"""));
	}

	@Test
	void aPromptByItsIdIsWhatIsAsked() {
		ModelRequest asked = read(
				"""
						{"model":"gpt-5","prompt":{"id":"pmpt_1","version":"2","variables":{"city":"Oslo"}},"max_output_tokens":9,
						"instructions":"Be terse"}""");

		assertThat(asked).isNotNull();
		assertThat(asked.model()).isEqualTo("gpt-5");
		assertThat(asked.messages()).isEqualTo(tree("""
				[{"role":"system","content":"Be terse"},{"id":"pmpt_1","version":"2","variables":{"city":"Oslo"}}]"""));
		assertThat(asked.parameters()).isEqualTo(Map.of("max_tokens", 9));
		assertThat(read("{\"prompt\":{\"id\":\"pmpt_1\"}}")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'assistant_id':'asst_1'}", "{'assistant_id':7,'instructions':'x'}",
			"{'tool_outputs':[{'tool':'a','output':'b'}]}", "{'tool_outputs':[]}", "{'prompt':{'id':'spring'}}",
			"{'prompt':{'id':7,'variables':{}}}", "{'instructions':'mow the lawn','thread':'red'}" })
	void othersAreNone(String json) {
		assertThat(read(json.replace('\'', '"'))).isNull();
	}

	private static @Nullable ModelRequest read(String json) {
		return ModelRequests.read(JsonMapper.shared().readValue(json, Map.class));
	}

	private static Object tree(String json) {
		return JsonMapper.shared().readValue(json, List.class);
	}

}
