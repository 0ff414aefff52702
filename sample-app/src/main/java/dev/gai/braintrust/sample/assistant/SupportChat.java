package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.annotation.LlmMetadata;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * A plain chat: who asks and in which session is metadata, the session is also the
 * conversation.
 */
@Component
public class SupportChat {

	private static final double TEMPERATURE = 0.7;

	private static final int MAX_TOKENS = 200;

	private final LlmClient llm;

	SupportChat(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Answers a customer.
	 * @param userId the customer
	 * @param sessionId the session
	 * @param question what the customer wants to know
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", temperature = TEMPERATURE,
			maxTokens = MAX_TOKENS, conversationId = "#{#sessionId}", tags = "support")
	public JsonNode answer(@LlmMetadata("user_id") String userId, @LlmMetadata("session_id") String sessionId,
			String question) {
		List<Message> messages = List.of(Message.system("You are a helpful assistant of the support team."),
				Message.user(question));
		// The method sees only the question; what the model sees is told here.
		GenAiSpan.current().messages(messages);
		return this.llm.complete(new ChatRequest(messages, TEMPERATURE, MAX_TOKENS));
	}

}
