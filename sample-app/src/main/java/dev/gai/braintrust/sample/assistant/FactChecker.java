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
 * A call that is given up: the provider has no capacity, whatever is tried.
 */
@Component
public class FactChecker {

	private static final int MAX_TOKENS = 100;

	private final LlmClient llm;

	FactChecker(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Checks a statement.
	 * @param statement the statement
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", maxTokens = MAX_TOKENS,
			retry = @LlmRetry(maxAttempts = 2, delay = "50ms"))
	public JsonNode check(String statement) {
		List<Message> messages = List.of(Message.system("You check facts."), Message.user(statement));
		GenAiSpan.current().messages(messages);
		return this.llm.complete(new ChatRequest(messages, 0, MAX_TOKENS));
	}

}
