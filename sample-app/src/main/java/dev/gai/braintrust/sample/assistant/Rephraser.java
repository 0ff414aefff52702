package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * A call that is made again when the provider fails: one attribute of the annotation. The
 * provider says how long to wait where it knows; the backoff says it otherwise.
 */
@Component
public class Rephraser {

	private static final int MAX_TOKENS = 100;

	private final LlmClient llm;

	Rephraser(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Says a text in other words.
	 * @param text the text
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", maxTokens = MAX_TOKENS,
			retry = @LlmRetry(maxAttempts = 3, delay = "50ms"))
	public JsonNode rephrase(String text) {
		List<Message> messages = List.of(Message.system("You rephrase in plain words."), Message.user(text));
		GenAiSpan.current().messages(messages);
		return this.llm.complete(new ChatRequest(messages, 0, MAX_TOKENS));
	}

}
