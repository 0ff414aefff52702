package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatCompletionStreamTests {

	@Test
	void joinsTheTextAndTakesTheUsageOfTheLastChunk() {
		LlmResponse response = OpenAiJson.readAll(chunk("{\"role\":\"assistant\",\"content\":\"\"}", null),
				chunk("{\"content\":\"Par\"}", null), chunk("{\"content\":\"is\"}", null), chunk("{}", "stop"), """
						{"id":"c-1","object":"chat.completion.chunk","model":"m-1","choices":[],
						"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}""");
		assertThat(response).isEqualTo(LlmResponse.builder()
			.id("c-1")
			.model("m-1")
			.choice("stop", Message.assistant("Paris"))
			.usage(Usage.builder().input(9L).output(2L).build())
			.build());
	}

	@Test
	void mergesCallsOfToolsByTheirIndex() {
		LlmResponse response = OpenAiJson.readAll(
				call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}"),
				call("{\"index\":0,\"function\":{\"arguments\":\"{\\\"ci\"}}"),
				call("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"time\",\"arguments\":\"{}\"}}"),
				call("{\"index\":0,\"function\":{\"arguments\":\"ty\\\":1}\"}}"), chunk("{}", "tool_calls"));
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("tool_calls", Message
			.assistant(List.of(new ToolCall("a", "weather", "{\"city\":1}"), new ToolCall("b", "time", "{}")))));
	}

	@Test
	void keepsCallsApartThatShareAnIndexButNotTheirId() {
		LlmResponse response = OpenAiJson.readAll(
				call("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"),
				call("{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}"),
				call("{\"index\":0,\"id\":\"b\",\"function\":{\"arguments\":\"3\"}}"));
		assertThat(response.choices().get(0).message().toolCalls()).containsExactly(new ToolCall("a", "f", "1"),
				new ToolCall("b", "f", "23"));
	}

	@Test
	void continuesTheLastCallWhenPartsHaveNoIndex() {
		LlmResponse response = OpenAiJson.readAll(
				call("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"),
				call("{\"function\":{\"arguments\":\"2\"}}"),
				call("{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"3\"}}"),
				call("{\"function\":{\"arguments\":\"4\"}}"));
		assertThat(response.choices().get(0).message().toolCalls()).containsExactly(new ToolCall("a", "f", "12"),
				new ToolCall("b", "g", "34"));
	}

	@Test
	void mergesSeveralAnswersByTheirIndex() {
		LlmResponse response = OpenAiJson.readAll("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}",
				"{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}",
				"{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"length\"}]}");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice(null, Message.assistant("a")),
				new LlmResponse.Choice("length", Message.assistant("bb")));
	}

	@Test
	void takesTheUsageFromWhicheverChunkHasIt() {
		LlmResponse response = OpenAiJson.readAll(
				"{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"x_groq\":{\"usage\":{\"prompt_tokens\":5}}}",
				"{\"choices\":[{\"delta\":{\"content\":\"b\"}}],\"usage\":null}");
		assertThat(response.usage()).isEqualTo(Usage.builder().input(5L).build());
	}

	@Test
	void takesTheUsageOfAChunkWithoutChoices() {
		LlmResponse response = OpenAiJson.readAll(chunk("{\"content\":\"a\"}", "stop"),
				"{\"object\":\"chat.completion.chunk\",\"choices\":null,\"usage\":{\"completion_tokens\":1}}");
		assertThat(response.usage()).isEqualTo(Usage.builder().output(1L).build());
	}

	@Test
	void passesOverChunksThatAreSomethingElse() {
		LlmResponse response = OpenAiJson.readAll("{\"choices\":[],\"prompt_filter_results\":[]}",
				chunk("{\"content\":\"a\"}", null), "{\"error\":{\"message\":\"overloaded\"}}");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice(null, Message.assistant("a")));
	}

	@Test
	void joinsTextThatArrivesAsParts() {
		LlmResponse response = OpenAiJson.readAll(chunk("{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}", null),
				chunk("{\"content\":[{\"type\":\"text\",\"text\":\"b\"},3]}", null), chunk("{\"content\":7}", "stop"));
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("stop", Message.assistant("ab")));
	}

	@Test
	void replacesThePartsByAWholeAnswer() {
		LlmResponse response = OpenAiJson.readAll(chunk("{\"content\":\"ab\"}", null),
				"{\"choices\":[{\"message\":{\"content\":\"abc\"},\"finish_reason\":\"stop\"}]}");
		assertThat(response.choices()).containsExactly(new LlmResponse.Choice("stop", Message.assistant("abc")));
	}

	@Test
	void leavesStreamsOfOtherDocumentsAlone() {
		assertThat(OpenAiJson.readAll("{\"city\":\"Paris\"}", "{\"city\":\"Rome\"}")).isNull();
	}

	private static String call(String toolCall) {
		return chunk("{\"tool_calls\":[" + toolCall + "]}", null);
	}

	private static String chunk(String delta, String finishReason) {
		String reason = (finishReason != null) ? "\"" + finishReason + "\"" : "null";
		return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
				+ "\"delta\":" + delta + ",\"finish_reason\":" + reason + "}],\"usage\":null}";
	}

}
