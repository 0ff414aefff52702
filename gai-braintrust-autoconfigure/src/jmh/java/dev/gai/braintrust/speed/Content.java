package dev.gai.braintrust.speed;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * A question and an answer of a length, as texts, as an application's HTTP client has
 * parsed them, and as they are on the wire.
 */
final class Content {

	private static final String WORDS = "The quick brown fox says \"hello\" to the lazy dog.\nAnd so on, für immer. ";

	final String prompt;

	final Map<String, Object> response;

	final String requestBody;

	final String responseBody;

	Content(int kilobytes) {
		JsonMapper mapper = JsonMapper.builder().build();
		String text = WORDS.repeat(kilobytes * 1024 / WORDS.length() + 1).substring(0, kilobytes * 1024);
		this.prompt = "Q" + text.substring(1);
		this.response = Map.of("id", "chatcmpl-1", "model", "gpt-4o-mini-2024-07-18", "choices",
				List.of(Map.of("index", 0, "finish_reason", "stop", "message",
						Map.of("role", "assistant", "content", "A" + text.substring(1)))),
				"usage", Map.of("prompt_tokens", 1024, "completion_tokens", 256, "total_tokens", 1280,
						"prompt_tokens_details", Map.of("cached_tokens", 512)));
		this.requestBody = mapper.writeValueAsString(Map.of("model", "gpt-4o-mini", "temperature", 0.7, "messages",
				List.of(Map.of("role", "user", "content", this.prompt))));
		this.responseBody = mapper.writeValueAsString(this.response);
	}

}
