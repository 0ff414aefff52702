package dev.gai.braintrust.openai;

import static dev.gai.braintrust.testing.StubProvider.error;

/**
 * What OpenAI answers, as its API writes it.
 */
final class OpenAiSdkAnswers {

	static final String USAGE = """
			"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
			"prompt_tokens_details":{"cached_tokens":64,"audio_tokens":3},
			"completion_tokens_details":{"reasoning_tokens":12,"audio_tokens":2}}""";

	private OpenAiSdkAnswers() {
	}

	static String chunk(String delta, String finishReason) {
		return """
				{"id":"chatcmpl-3","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18",\
				"choices":[{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta,
				(finishReason != null) ? '"' + finishReason + '"' : null);
	}

	static String response(String status) {
		return """
				{"id":"resp_1","object":"response","created_at":1,"status":"%s","model":"gpt-5-mini-2025-08-07",
				"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"error":null,"incomplete_details":null,
				"instructions":null,"metadata":{},"temperature":1.0,"top_p":1.0,"output":[
				{"type":"reasoning","id":"rs_1","summary":[]},
				{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},
				{"type":"message","id":"msg_1","status":"completed","role":"assistant",
				"content":[{"type":"output_text","text":"Let me see.","annotations":[]}]},
				{"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","status":"completed",
				"arguments":"{\\"city\\":\\"Paris\\"}"}],"usage":{"input_tokens":50,
				"input_tokens_details":{"cached_tokens":16},"output_tokens":30,
				"output_tokens_details":{"reasoning_tokens":10},"total_tokens":80}}""".formatted(status);
	}

}
