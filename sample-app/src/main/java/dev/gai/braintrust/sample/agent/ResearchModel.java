package dev.gai.braintrust.sample.agent;

import java.util.List;

import dev.gai.braintrust.annotation.LlmInput;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.sample.llm.ChatRequest;
import dev.gai.braintrust.sample.llm.LlmClient;
import dev.gai.braintrust.sample.llm.Tool;
import dev.gai.braintrust.trace.GenAiSpan;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * The calls of the model that the agent makes. Provider and model come from properties,
 * so that one annotation serves every environment.
 */
@Component
class ResearchModel {

	private static final double TEMPERATURE = 0.2;

	private static final int MAX_TOKENS = 400;

	private final LlmClient llm;

	ResearchModel(LlmClient llm) {
		this.llm = llm;
	}

	/**
	 * Asks for text.
	 * @param messages the conversation
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", temperature = TEMPERATURE,
			maxTokens = MAX_TOKENS, costCenter = "research_team", costProject = "q4_analysis")
	JsonNode ask(List<Message> messages) {
		return this.llm.complete(new ChatRequest(messages, TEMPERATURE, MAX_TOKENS));
	}

	/**
	 * Asks which calls of a tool to make.
	 * @param messages the conversation
	 * @param tool the tool that the model has to use
	 * @return the answer as it came
	 */
	@TracedLlmCall(provider = "${sample.llm.provider}", model = "${sample.llm.model}", temperature = TEMPERATURE,
			maxTokens = MAX_TOKENS, costCenter = "research_team", costProject = "q4_analysis")
	JsonNode askFor(@LlmInput List<Message> messages, Tool tool) {
		GenAiSpan.current().tools(List.of(tool.definition()));
		return this.llm.complete(new ChatRequest(messages, TEMPERATURE, MAX_TOKENS, tool));
	}

}
