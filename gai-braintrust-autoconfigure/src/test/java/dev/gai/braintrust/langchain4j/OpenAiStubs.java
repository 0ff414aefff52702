package dev.gai.braintrust.langchain4j;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.StubProvider;

/**
 * Answers in the format of OpenAI's chat completions.
 */
final class OpenAiStubs {

	static final String USAGE = """
			"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
			"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":12}}""";

	private static final String WEATHER_CALL = """
			{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}""";

	private OpenAiStubs() {
	}

	static ResponseDefinitionBuilder text(String text) {
		return completion("stop", "{\"role\":\"assistant\",\"content\":\"" + text + "\"}");
	}

	static ResponseDefinitionBuilder weatherCall() {
		return completion("tool_calls",
				"{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + WEATHER_CALL + "]}");
	}

	private static ResponseDefinitionBuilder completion(String finishReason, String message) {
		return StubProvider.json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[
				{"index":0,"finish_reason":"%s","message":%s}],%s}""".formatted(finishReason, message, USAGE));
	}

	static ResponseDefinitionBuilder textInParts(String... parts) {
		String[] events = new String[parts.length + 3];
		for (int i = 0; i < parts.length; i++) {
			events[i] = chunk("{\"role\":\"assistant\",\"content\":\"" + parts[i] + "\"}", null);
		}
		return end(events, parts.length, "stop");
	}

	static ResponseDefinitionBuilder weatherCallInParts() {
		String[] events = new String[5];
		events[0] = chunk("""
				{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function",\
				"function":{"name":"weather","arguments":""}}]}""", null);
		events[1] = chunk(
				"{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]}", null);
		return end(events, 2, "tool_calls");
	}

	private static ResponseDefinitionBuilder end(String[] events, int from, String finishReason) {
		events[from] = chunk("{}", finishReason);
		events[from + 1] = """
				{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18",\
				"choices":[],%s}""".formatted(USAGE.replace("\n", ""));
		events[from + 2] = "[DONE]";
		return StubProvider.events(events);
	}

	private static String chunk(String delta, String finishReason) {
		return """
				{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18",\
				"choices":[{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta,
				(finishReason != null) ? '"' + finishReason + '"' : null);
	}

}
