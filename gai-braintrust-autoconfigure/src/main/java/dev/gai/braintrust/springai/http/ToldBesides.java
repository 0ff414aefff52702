package dev.gai.braintrust.springai.http;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.response.usage.JsonFields;

/**
 * What providers say beside the text of an answer and Spring AI does not pass on, or not
 * always.
 */
final class ToldBesides {

	private static final Set<String> THOUGHTS = Set.of("reasoning", "reasoning_content", "reasoning_details",
			"thinking", "thinking_blocks");

	/** The fields of filters say {@code false} in each answer that is let through. */
	private static final Set<String> DETAILS = Set.of("reasoning_details", "thinking_blocks", "citation", "citations",
			"annotations", "search_results", "executed_tools", "images", "logprobs", "refusal", "context", "filtered",
			"detected");

	/** Blocks of Anthropic's answers. */
	private static final List<String> BLOCKS = List.of("_tool_use\"", "_tool_result\"", "\"redacted_thinking\"",
			"\"container_upload\"");

	private ToldBesides() {
	}

	static boolean thoughtsIn(String json) {
		return JsonFields.haveOne(json, THOUGHTS);
	}

	static boolean in(String json) {
		return JsonFields.haveOne(json, DETAILS) || BLOCKS.stream().anyMatch(json::contains);
	}

}
