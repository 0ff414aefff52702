package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatCompletionJsonTests {

	@Test
	void readsModelIdAnswerAndUsage() {
		LlmResponse response = OpenAiJson.read("""
				{"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-mini-2024-07-18",
				"choices":[{"index":0,"message":{"role":"assistant","content":"Paris","refusal":null},
				"logprobs":null,"finish_reason":"stop"}],
				"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
				"prompt_tokens_details":{"cached_tokens":64,"audio_tokens":5},
				"completion_tokens_details":{"reasoning_tokens":7,"audio_tokens":2}}}""");
		assertThat(response).isEqualTo(LlmResponse.builder()
			.model("gpt-4o-mini-2024-07-18")
			.id("chatcmpl-1")
			.choice("stop", Message.assistant("Paris"))
			.usage(Usage.builder()
				.input(100L)
				.output(20L)
				.cachedInput(64L)
				.audioInput(5L)
				.reasoningOutput(7L)
				.audioOutput(2L)
				.build())
			.build());
	}

	@Test
	void readsCallsOfToolsWithArgumentsAsTheModelWroteThem() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[
				{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\": \\"Par"}},
				{"id":"c2","type":"function","function":{"name":"time","arguments":{"zone":"CET"}}}]},
				"finish_reason":"tool_calls"}]}""");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("tool_calls", Message.assistant(List
			.of(new ToolCall("c1", "weather", "{\"city\": \"Par"), new ToolCall("c2", "time", "{\"zone\":\"CET\"}")))));
		assertThat(response.usage()).isNull();
	}

	@Test
	void readsCallsThatHaveNoIdApart() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":"","tool_calls":[
				{"function":{"name":"a","arguments":"1"}},{"function":{"name":"a","arguments":"2"}}]}}]}""");
		assertThat(response.choices().get(0).message())
			.isEqualTo(Message.assistant(List.of(new ToolCall(null, "a", "1"), new ToolCall(null, "a", "2"))));
	}

	@Test
	void readsTheOlderCallOfAFunction() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":null,
				"function_call":{"name":"weather","arguments":"{}"}},"finish_reason":"function_call"}]}""");
		assertThat(response.choices()).containsExactly(
				new LlmResponse.Choice("tool_calls", Message.assistant(List.of(new ToolCall(null, "weather", "{}")))));
	}

	@Test
	void readsSeveralAnswersInTheOrderOfTheirIndex() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"index":1,"message":{"role":"assistant","content":"b"},"finish_reason":"length"},
				{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}""");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("stop", Message.assistant("a")),
				new LlmResponse.Choice("length", Message.assistant("b")));
	}

	@Test
	void keepsContentThatIsAListOfParts() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":[{"type":"text","text":"a"},
				{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}}]}""");
		assertThat(response.choices().get(0).message().content()).isEqualTo(List.of(Map.of("type", "text", "text", "a"),
				Map.of("type", "image_url", "image_url", Map.of("url", "https://example.org/a.png"))));
	}

	@Test
	void readsARefusalAsTheAnswer() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":null,"refusal":"I cannot."}}]}""");
		assertThat(response.choices().get(0).message())
			.isEqualTo(Message.assistant("I cannot.").with("refusal", "I cannot."));
	}

	@Test
	void readsTextCompletions() {
		LlmResponse response = OpenAiJson.read("""
				{"object":"text_completion","model":"davinci-002","choices":[{"text":" end.","index":0,
				"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":4,"completion_tokens":2}}""");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("length", Message.assistant(" end.")));
		assertThat(response.usage()).isEqualTo(Usage.builder().input(4L).output(2L).build());
	}

	@Test
	void readsTheUsageWhereGroqPutsIt() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","content":"a"}}],
				"x_groq":{"id":"req_1","usage":{"prompt_tokens":4,"completion_tokens":"2","total_time":0.1}}}""");
		assertThat(response.usage()).isEqualTo(Usage.builder().input(4L).output(2L).build());
	}

	@Test
	void countsReasoningThatIsInTheTotalOnlyAsOutput() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":10,"completion_tokens":5,
				"total_tokens":40,"completion_tokens_details":{"reasoning_tokens":25}}}""");
		assertThat(response.usage()).isEqualTo(Usage.builder().input(10L).output(30L).reasoningOutput(25L).build());
	}

	@Test
	void readsCacheFiguresOfOpenRouterAndDeepSeek() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":10,"completion_tokens":5,
				"prompt_cache_hit_tokens":3,"prompt_tokens_details":{"cache_write_tokens":4}}}""");
		assertThat(response.usage())
			.isEqualTo(Usage.builder().input(10L).output(5L).cachedInput(3L).cacheWriteInput(4L).build());
	}

	@Test
	void takesImpossibleFiguresAsNotReported() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":-1,"completion_tokens":2.5,
				"total_tokens":"NaN","prompt_tokens_details":{"cached_tokens":null},
				"completion_tokens_details":{"reasoning_tokens":3}}}""");
		assertThat(response.usage()).isEqualTo(Usage.builder().reasoningOutput(3L).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"choices\":null}", "{\"choices\":[]}", "{\"choices\":\"a\"}",
			"{\"choices\":[1,\"a\",null]}", "{\"choices\":[[]]}", "{\"choices\":{\"message\":{\"content\":\"a\"}}}",
			"{\"choices\":[{\"label\":\"red\"},{\"label\":\"blue\"}]}", "{\"choices\":[{\"text\":\"red\"}]}",
			"{\"choices\":[{\"message\":\"choose one\"}]}", "{\"choices\":[{\"message\":{}}]}",
			"{\"model\":\"T\",\"usage\":{\"prompt_tokens\":1}}" })
	void leavesOtherDocumentsAlone(String json) {
		assertThat(OpenAiJson.read(json)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\":[{\"message\":{\"role\":7,\"content\":8,\"tool_calls\":9}}]}",
			"{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[1,null,[]]},\"finish_reason\":3}]}",
			"{\"choices\":[{\"message\":{\"content\":true},\"index\":-4}],\"usage\":[],\"model\":{},\"id\":5}",
			"{\"choices\":[{\"message\":{\"role\":\"assistant\",\"refusal\":[]}}],\"usage\":\"many\",\"x_groq\":1}" })
	void readsWhatItCanOfMalformedResponses(String json) {
		LlmResponse response = OpenAiJson.read(json);
		assertThat(response).isEqualTo(LlmResponse.builder().choice(null, Message.assistant((String) null)).build());
	}

	@Test
	void keepsContentThatIsAnObject() {
		assertThat(OpenAiJson.read("{\"choices\":[{\"message\":{\"content\":{\"a\":1}}}]}")
			.choices()
			.get(0)
			.message()
			.content()).isEqualTo(Map.of("a", 1));
	}

	@Test
	void readsACallThatHasNeitherNameNorArguments() {
		LlmResponse response = OpenAiJson.read("""
				{"choices":[{"message":{"role":"assistant","tool_calls":[{"id":"c1","function":"none"}]}}]}""");
		assertThat(response.choices().get(0).message().toolCalls()).containsExactly(new ToolCall("c1", "", null));
	}

}
