package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A request to a model, read from a plain tree. Holds plain trees only.
 *
 * @param model the requested model, {@code null} if the request does not name it
 * @param messages the conversation in the shape of OpenAI's chat completions, not empty
 * @param parameters the other fields of the request, by the names of OpenAI's API where
 * it has the parameter
 * @param tools definitions of the offered tools, {@code null} if there are none
 * @param arguments what else the traced method was given, by the names of its parameters
 * @since 0.1.0
 */
public record ModelRequest(@Nullable String model, List<Object> messages, Map<String, Object> parameters,
		@Nullable List<Object> tools, Map<String, @Nullable Object> arguments) {

	/** Parameters that say nothing of what was asked. */
	private static final Set<String> WITHOUT_CONTENT = Set.of("temperature", "top_p", "top_k", "min_p", "max_tokens",
			"frequency_penalty", "presence_penalty", "repetition_penalty", "seed", "n", "stop", "stream",
			"service_tier", "reasoning_effort", "verbosity", "parallel_tool_calls", "logprobs", "top_logprobs");

	/**
	 * Whether a parameter may be shown where content is not captured.
	 * @param parameter name of the parameter
	 * @return whether its value is never content
	 */
	public static boolean isWithoutContent(String parameter) {
		return WITHOUT_CONTENT.contains(parameter);
	}

	ModelRequest beside(Map<String, @Nullable Object> others) {
		return new ModelRequest(this.model, this.messages, this.parameters, this.tools, others);
	}

}
