package dev.gai.braintrust.springai;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.ModelServer;

/**
 * Answers in the format of OpenAI's chat completions.
 */
final class OpenAiAnswers {

	private OpenAiAnswers() {
	}

	static ResponseDefinitionBuilder says(String text) {
		return ModelServer.json("""
				{"id":"chatcmpl-2","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini-2024-07-18",
				 "choices":[{"index":0,"finish_reason":"stop","logprobs":null,
				  "message":{"role":"assistant","content":"%s","refusal":null,"annotations":[]}}],
				 "usage":{"prompt_tokens":150,"completion_tokens":30,"total_tokens":180,
				  "prompt_tokens_details":{"cached_tokens":128,"audio_tokens":0},
				  "completion_tokens_details":{"reasoning_tokens":12,"audio_tokens":0}}}""".formatted(text));
	}

	static ResponseDefinitionBuilder saysAtATier(String text, String tier) {
		return ModelServer.json("""
				{"id":"chatcmpl-3","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini-2024-07-18",
				 "choices":[{"index":0,"finish_reason":"stop","logprobs":null,
				  "message":{"role":"assistant","content":"%s","refusal":null,"annotations":[]}}],
				 "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500},
				 "service_tier": "%s","system_fingerprint":null}""".formatted(text, tier));
	}

	/** The answer of a gateway that says what it charges. */
	static ResponseDefinitionBuilder saysForMoney(String cost) {
		return ModelServer.json("""
				{"id":"gen-4","object":"chat.completion","created":1767225600,"model":"openai/gpt-4o-mini",
				 "choices":[{"index":0,"finish_reason":"stop","logprobs":null,
				  "message":{"role":"assistant","content":"Hi","refusal":null,"annotations":[]}}],
				 "usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"cost":%s}}"""
			.formatted(cost));
	}

	static ResponseDefinitionBuilder streamsForMoney(String cost, String tier) {
		return ModelServer
			.events("""
					{"id":"gen-5","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","service_tier":"%s","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}
					{"id":"gen-5","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","service_tier":"%s","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}
					{"id":"gen-5","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini","service_tier":"%s","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500%s}}
					[DONE]
					"""
				.formatted(tier, tier, tier, cost.isEmpty() ? "" : ",\"cost\":" + cost));
	}

	static ResponseDefinitionBuilder asksForWeather(String city) {
		return ModelServer.json("""
				{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"gpt-4o-mini-2024-07-18",
				 "choices":[{"index":0,"finish_reason":"tool_calls","logprobs":null,
				  "message":{"role":"assistant","content":null,"refusal":null,"annotations":[],
				   "tool_calls":[{"id":"call_1","type":"function",
				    "function":{"name":"weather","arguments":"{\\"city\\":\\"%s\\"}"}}]}}],
				 "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
				  "prompt_tokens_details":{"cached_tokens":64,"audio_tokens":0},
				  "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}""".formatted(city));
	}

	static ResponseDefinitionBuilder streams(String... texts) {
		StringBuilder events = new StringBuilder();
		events.append(chunk("2", "{\"role\":\"assistant\",\"content\":\"\"}", null));
		for (String text : texts) {
			events.append(chunk("2", "{\"content\":\"" + text + "\"}", null));
		}
		events.append(chunk("2", "{}", "stop"));
		events
			.append("""
					{"id":"chatcmpl-2","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini-2024-07-18","choices":[],"usage":{"prompt_tokens":150,"completion_tokens":30,"total_tokens":180,"prompt_tokens_details":{"cached_tokens":128},"completion_tokens_details":{"reasoning_tokens":12}}}
					[DONE]
					""");
		return ModelServer.events(events.toString());
	}

	static ResponseDefinitionBuilder streamsAQuestionForWeather(String city) {
		return ModelServer.events(chunk("1",
				"""
						{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}""",
				null) + chunk("1", """
						{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]}""", null) + chunk("1", """
						{"tool_calls":[{"index":0,"function":{"arguments":"\\"%s\\"}"}}]}""".formatted(city), null)
				+ chunk("1", "{}", "tool_calls")
				+ """
						{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini-2024-07-18","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":0}}}
						[DONE]
						""");
	}

	private static String chunk(String id, String delta, String finishReason) {
		return """
				{"id":"chatcmpl-%s","object":"chat.completion.chunk","created":1767225600,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null}
				"""
			.formatted(id, delta, (finishReason != null) ? "\"" + finishReason + "\"" : "null");
	}

}
