package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicJsonTests {

	@Test
	void readsAMessage() {
		assertThat(read("""
				{"type":"message","id":"msg_1","role":"assistant","model":"claude","content":[
				{"type":"text","text":"Par"},{"type":"text","text":"is"}],"stop_reason":"end_turn",
				"usage":{"input_tokens":3,"output_tokens":5,"output_tokens_details":{"thinking_tokens":4}}}"""))
			.isEqualTo(LlmResponse.builder()
				.id("msg_1")
				.model("claude")
				.choice("stop", Message.assistant("Paris"))
				.usage(Usage.builder().input(3L).output(5L).reasoningOutput(4L).build())
				.build());
	}

	@Test
	void countsTheCacheAsAPartOfTheInput() {
		assertThat(usage("""
				{"input_tokens":3,"cache_read_input_tokens":100,"cache_creation_input_tokens":20,"output_tokens":5,
				"cache_creation":{"ephemeral_5m_input_tokens":15,"ephemeral_1h_input_tokens":5},
				"server_tool_use":{"web_search_requests":2}}""")).isEqualTo(Usage.builder()
			.input(123L)
			.output(5L)
			.cachedInput(100L)
			.cacheWriteInput(20L)
			.cacheWrite5m(15L)
			.cacheWrite1h(5L)
			.webSearches(2L)
			.build());
		assertThat(usage("{\"input_tokens\":3,\"cache_creation\":null}")).isEqualTo(Usage.builder().input(3L).build());
		assertThat(usage("{\"output_tokens\":3,\"cache_read_input_tokens\":7}"))
			.isEqualTo(Usage.builder().output(3L).cachedInput(7L).build());
		assertThat(usage("{}")).isNull();
	}

	@Test
	void takesTheFiguresOfTheEndOfAStream() {
		assertThat(read("""
				{"type":"message_start","message":{"type":"message","id":"msg_1","content":[],
				"usage":{"input_tokens":3,"output_tokens":1}}}""", """
				{"type":"message_delta","delta":{"stop_reason":"max_tokens"},
				"usage":{"input_tokens":30,"output_tokens":5}}""")).isEqualTo(LlmResponse.builder()
			.id("msg_1")
			.choice("length", Message.assistant((String) null))
			.usage(Usage.builder().input(30L).output(5L).build())
			.build());
	}

	@Test
	void readsACallWithoutNameOrNumber() {
		assertThat(read("""
				{"type":"message_start","message":{"type":"message","content":[]}}""", """
				{"type":"content_block_start","content_block":{"type":"tool_use"}}""", """
				{"type":"content_block_delta","delta":{"partial_json":"{}"}}""").choices())
			.containsExactly(new LlmResponse.Choice(null, Message.assistant(List.of(new ToolCall(null, "", "{}")))));
	}

	@Test
	void readsNothingOfOtherDocuments() {
		assertThat(read("{\"type\":\"message\",\"content\":\"Hi\"}")).isNull();
		assertThat(read("{\"type\":\"message_start\",\"message\":{\"content\":[]}}")).isNull();
		assertThat(read("{\"type\":7}", "{\"answer\":42}")).isNull();
		assertThat(read("{\"type\":\"message\",\"content\":[]}")).isEqualTo(LlmResponse.builder().build());
	}

	private static Usage usage(String usage) {
		return read("{\"type\":\"message\",\"content\":[],\"usage\":" + usage + "}").usage();
	}

	private static LlmResponse read(String... documents) {
		List<Map<?, ?>> parsed = new ArrayList<>();
		for (String document : documents) {
			parsed.add(JsonMapper.shared().readValue(document, Map.class));
		}
		return ResponseReaders.readJson(parsed);
	}

}
