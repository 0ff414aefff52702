package dev.gai.braintrust.request;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnvelopedRequest}, and for messages with fields beside their blocks.
 */
class EnvelopedRequestTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\u00a7',
			textBlock = """
					{"model":"m","input":{"messages":[{"role":"system","content":"Be terse"},{"role":"user","content":"Hi"}]},"parameters":{"temperature":0.7}} | 0.7
					{"model":"m","message":"Hi","preamble":"Be terse","chat_history":[],"temperature":0.1} | 0.1
					{"model":"m","inputs":[{"role":"user","content":"Hi"}],"instructions":"Be terse","temperature":0.2} | 0.2
					{"model":"m","version":"v","input":{"prompt":"Hi","system_prompt":"Be terse","temperature":0.3}} | 0.3
					""")
	void areConversations(String json, double temperature) {
		ModelRequest request = read(json);

		assertThat(request.model()).isEqualTo("m");
		assertThat(request.messages()).isEqualTo(tree("""
				[{"role":"system","content":"Be terse"},{"role":"user","content":"Hi"}]"""));
		assertThat(request.parameters()).containsEntry("temperature", temperature);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"model_id\":\"m\",\"input\":\"Hi\",\"parameters\":{\"max_new_tokens\":20}}",
			"{\"inputs\":\"Hi\",\"parameters\":{\"max_new_tokens\":20}}" })
	void mayBeOneText(String json) {
		ModelRequest request = read(json);

		assertThat(request.messages()).isEqualTo(tree("[{\"role\":\"user\",\"content\":\"Hi\"}]"));
		assertThat(request.parameters()).isEqualTo(Map.of("max_tokens", 20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"Hi\"}", "{\"input\":{\"a\":1}}", "{\"inputs\":\"Hi\"}",
			"{\"input\":\"Hi\",\"parameters\":{}}", "{\"input\":{\"messages\":[\"a\"]}}", "{\"parameters\":{}}" })
	void areNotTakenForOthers(String json) {
		assertThat(ModelRequests.read(tree(json))).isNull();
	}

	@Test
	void haveTheirHistoryInOrder() {
		assertThat(read("""
				{"model":"m","message":"c","chat_history":[{"role":"USER","message":"a"},
				{"role":"CHATBOT","message":"b"},{"role":"SYSTEM","message":"s"},{"role":"TOOL"}]}""").messages())
			.isEqualTo(tree("""
					[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"system","content":"s"},
					{"role":"tool","content":""},{"role":"user","content":"c"}]"""));
	}

	@Test
	void keepsWhatAMessageSaysBesideItsBlocks() {
		assertThat(read("""
				{"model":"m","messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"hm"}],
				"tool_calls":[{"id":"t1","function":{"name":"w","arguments":{"a":1}}}]},
				{"role":"tool","tool_call_id":"t1","content":[{"type":"document","document":{"data":"12"}}]},
				{"role":"assistant","content":"Hi","thinking":"so"}]}""").messages()).isEqualTo(tree("""
				[{"role":"assistant","content":null,"reasoning":"hm",
				"tool_calls":[{"id":"t1","type":"function","function":{"name":"w","arguments":"{\\"a\\":1}"}}]},
				{"role":"tool","content":[{"type":"document","document":{"data":"12"}}],"tool_call_id":"t1"},
				{"role":"assistant","content":"Hi","reasoning":"so"}]"""));
	}

	private static ModelRequest read(String json) {
		return Objects.requireNonNull(ModelRequests.read(tree(json)));
	}

	private static Object tree(String json) {
		return mapper.readValue(json, Object.class);
	}

}
