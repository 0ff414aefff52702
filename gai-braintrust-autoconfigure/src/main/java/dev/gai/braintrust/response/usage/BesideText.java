package dev.gai.braintrust.response.usage;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Finds out, without parsing it, whether a provider's answer says more than text and
 * figures: libraries do not pass that on, or not always.
 *
 * @since 0.1.0
 */
@Internal
public final class BesideText {

	private static final JsonFields THOUGHTS = new JsonFields(
			Set.of("reasoning", "reasoning_content", "reasoning_details", "thinking", "thinking_blocks"));

	/** The fields of filters say {@code false} in each answer that is let through. */
	private static final JsonFields DETAILS = new JsonFields(Set.of("reasoning_details", "thinking_blocks", "citation",
			"citations", "annotations", "search_results", "executed_tools", "images", "logprobs", "refusal", "context",
			"graph_data", "web_search", "filtered", "detected", "audio", "custom", "function_call"));

	/** Blocks of Anthropic's answers, and an end that some libraries have no name for. */
	private static final List<String> BLOCKS = List.of("_tool_use\"", "_tool_result\"", "\"redacted_thinking\"",
			"\"container_upload\"", "\"finish_reason\":\"error\"", "\"finish_reason\": \"error\"");

	private BesideText() {
	}

	/**
	 * Whether there is something that the model thought.
	 * @param json an answer, or an event of a streamed one
	 * @return whether it is likely
	 */
	public static boolean hasThoughts(String json) {
		return THOUGHTS.areIn(json);
	}

	/**
	 * Whether there are citations, items, probabilities and the like.
	 * @param json an answer, or an event of a streamed one
	 * @return whether it is likely
	 */
	public static boolean hasDetails(String json) {
		return DETAILS.areIn(json) || BLOCKS.stream().anyMatch(json::contains);
	}

}
