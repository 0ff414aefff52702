package dev.gai.braintrust.response.ending;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The names that providers give to the reasons for which a model stops, brought to those
 * that Braintrust knows.
 *
 * @since 0.1.0
 */
@Internal
public final class FinishReasons {

	private static final Set<String> FAILURES = Set.of("error", "insufficient_system_resource", "network_error",
			"timeout", "malformed_function_call", "unexpected_tool_call", "malformed_tool_use",
			"malformed_model_output", "malformed_response", "missing_thought_signature", "too_many_tool_calls",
			"no_image", "abort");

	private FinishReasons() {
	}

	/**
	 * Translates a provider's reason.
	 * @param reason what the provider said, in any case
	 * @return {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter};
	 * an unknown reason in lower case; {@code null} if there is none
	 */
	public static @Nullable String normalize(@Nullable String reason) {
		if (reason == null || reason.isBlank()) {
			return null;
		}
		String name = reason.strip().toLowerCase(Locale.ROOT);
		return switch (name) {
			case "end_turn", "stop_sequence", "complete", "eos", "eos_token", "endoftext", "end_of_text" -> "stop";
			case "max_tokens", "maximum_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded",
					"error_limit" ->
				"length";
			case "tool_use", "tool_call", "function_call" -> "tool_calls";
			case "safety", "refusal", "content_filtered", "guardrail_intervened", "recitation", "blocklist",
					"prohibited_content", "spii", "image_safety", "image_prohibited_content", "image_recitation",
					"sensitive", "error_toxic" ->
				"content_filter";
			default -> name;
		};
	}

	/**
	 * Whether a reason says that the provider could not go on: beside {@code error} those
	 * of DeepSeek, Z.AI, Cohere and SGLang, and calls of Gemini and Bedrock that cannot
	 * be read.
	 * @param reason a normalized reason
	 * @return whether it says that the answer is none
	 */
	public static boolean isFailure(@Nullable String reason) {
		return reason != null && FAILURES.contains(reason);
	}

}
