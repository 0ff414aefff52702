package dev.gai.braintrust.sample.llm;

import java.util.List;

import dev.gai.braintrust.response.Message;

/**
 * What a model is asked.
 *
 * @param messages the conversation
 * @param temperature the temperature
 * @param maxTokens the largest number of tokens to answer
 * @param tool the tool that the model must call, {@code null} if there is none
 */
public record ChatRequest(List<Message> messages, double temperature, long maxTokens, Tool tool) {

	/**
	 * A request without a tool.
	 * @param messages the conversation
	 * @param temperature the temperature
	 * @param maxTokens the largest number of tokens to answer
	 */
	public ChatRequest(List<Message> messages, double temperature, long maxTokens) {
		this(messages, temperature, maxTokens, null);
	}

}
