package dev.gai.braintrust.sample.assistant;

import java.util.List;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * What the business wants to know of a call, from the annotation and from the code. Types
 * are kept: a number arrives as a number, a list as a list.
 */
@Component
public class LeadAdvisor {

	private static final int MAX_TOKENS = 100;

	private final LlmClient llm;

	LeadAdvisor(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Suggests what to do next.
	 * @param lead the customer to be
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", maxTokens = MAX_TOKENS,
			metadata = { "business.user_tier=#{#lead.tier()}", "business.conversion_score=#{#lead.conversionScore()}",
					"business.features_used=#{#lead.featuresUsed()}" })
	public JsonNode nextStep(Lead lead) {
		List<Message> messages = List.of(Message.system("You advise the sales team in one sentence."),
				Message.user("What should we offer to " + lead + "?"));
		GenAiSpan.current()
			.messages(messages)
			.metadata("business.seats", lead.seats())
			.metadata("business.trial", lead.trial());
		return this.llm.complete(new ChatRequest(messages, 0, MAX_TOKENS));
	}

}
