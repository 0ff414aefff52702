package dev.gai.braintrust.sample.faq;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Sends a prompt to the model.
 */
@Component
class FaqModel {

	private static final double TEMPERATURE = 0.2;

	private static final int MAX_TOKENS = 200;

	private final LlmClient llm;

	FaqModel(LlmClient llm) {
		this.llm = llm;
	}

	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", temperature = TEMPERATURE,
			maxTokens = MAX_TOKENS)
	public JsonNode ask(BraintrustPrompt.Rendered prompt) {
		GenAiSpan.current().messages(prompt.messages()).prompt(prompt);
		return this.llm.complete(new ChatRequest(prompt.messages(), TEMPERATURE, MAX_TOKENS));
	}

}
