package dev.gai.braintrust.speed;

import java.util.Map;

import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.TracedLlmCall;

/**
 * A service whose model answers in no time.
 */
class Assistant {

	private volatile Map<String, Object> response = Map.of();

	void answersWith(Map<String, Object> response) {
		this.response = response;
	}

	@TracedLlmCall(provider = "openai", model = "gpt-4o-mini", temperature = 0.7, metadata = "user_id=#{#userId}")
	Map<String, Object> ask(@LlmInput String question, String userId) {
		return this.response;
	}

	Map<String, Object> askUntraced(String question, String userId) {
		return this.response;
	}

}
