package dev.gai.braintrust.response.usage;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How Google's Gemini counts: what was cached is within the prompt, the results of its
 * own tools are beside it, and what was thought is beside the answer. All of them are in
 * the total.
 */
@Internal
public final class GeminiUsage {

	private GeminiUsage() {
	}

	/**
	 * Reads a {@code usageMetadata} object.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage read(JsonValue usage) {
		Long prompt = usage.get("promptTokenCount").count();
		Long answer = usage.firstCount("candidatesTokenCount", "responseTokenCount");
		Long thoughts = usage.get("thoughtsTokenCount").count();
		Long tools = usage.get("toolUsePromptTokenCount").count();
		Long total = usage.get("totalTokenCount").count();
		if (prompt == null && answer == null && thoughts == null) {
			return null;
		}
		if (prompt != null && total != null) {
			long rest = total - prompt - orZero(answer) - orZero(thoughts) - orZero(tools);
			// Thoughts that nobody told apart are those of the model, and what else there
			// is was read by it.
			if (rest > 0 && thoughts == null) {
				answer = orZero(answer) + rest;
			}
			else if (rest > 0 && tools == null) {
				tools = rest;
			}
		}
		boolean silent = answer == null && thoughts == null;
		return Usage.builder()
			.input((prompt != null) ? Long.valueOf(prompt + orZero(tools)) : null)
			.output(silent ? null : Long.valueOf(orZero(answer) + orZero(thoughts)))
			.cachedInput(usage.get("cachedContentTokenCount").count())
			.reasoningOutput(thoughts)
			.audioInput(sum(ofKind(usage, "promptTokensDetails", "AUDIO"),
					ofKind(usage, "toolUsePromptTokensDetails", "AUDIO")))
			.cachedAudioInput(ofKind(usage, "cacheTokensDetails", "AUDIO"))
			.audioOutput(sum(ofKind(usage, "candidatesTokensDetails", "AUDIO"),
					ofKind(usage, "responseTokensDetails", "AUDIO")))
			.imageInput(ofKind(usage, "promptTokensDetails", "IMAGE"))
			.imageOutput(ofKind(usage, "candidatesTokensDetails", "IMAGE"))
			.build();
	}

	/**
	 * Reads the {@code usage} object of an interaction, which has the same figures under
	 * other names.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage ofInteraction(JsonValue usage) {
		Long prompt = usage.get("total_input_tokens").count();
		Long answer = usage.get("total_output_tokens").count();
		Long thoughts = usage.firstCount("total_thought_tokens", "total_reasoning_tokens");
		Long total = usage.get("total_tokens").count();
		if (prompt == null && answer == null) {
			return null;
		}
		long tools = orZero(usage.get("total_tool_use_tokens").count());
		if (total != null) {
			long rest = total - orZero(prompt) - orZero(answer) - orZero(thoughts);
			tools = Math.max(0, Math.min(tools, rest));
		}
		long searches = 0;
		for (JsonValue tool : usage.get("grounding_tool_count").items()) {
			searches += "google_search".equals(tool.get("type").text()) ? orZero(tool.get("count").count()) : 0;
		}
		return Usage.builder()
			.input((prompt != null) ? Long.valueOf(prompt + tools) : null)
			.output((answer != null) ? Long.valueOf(answer + orZero(thoughts)) : null)
			.cachedInput(usage.get("total_cached_tokens").count())
			.reasoningOutput(thoughts)
			.audioInput(sum(ofKind(usage, "input_tokens_by_modality", "audio"),
					ofKind(usage, "tool_use_tokens_by_modality", "audio")))
			.cachedAudioInput(ofKind(usage, "cached_tokens_by_modality", "audio"))
			.audioOutput(ofKind(usage, "output_tokens_by_modality", "audio"))
			.imageInput(ofKind(usage, "input_tokens_by_modality", "image"))
			.imageOutput(ofKind(usage, "output_tokens_by_modality", "image"))
			.webSearches((searches > 0) ? searches : null)
			.build();
	}

	private static @Nullable Long ofKind(JsonValue usage, String details, String modality) {
		Long sum = null;
		for (JsonValue detail : usage.get(details).items()) {
			if (modality.equalsIgnoreCase(detail.get("modality").text())) {
				sum = sum(sum, detail.firstCount("tokenCount", "tokens"));
			}
		}
		return sum;
	}

	private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
		return (one == null) ? other : Long.valueOf(one + orZero(other));
	}

	private static long orZero(@Nullable Long number) {
		return (number != null) ? number : 0;
	}

}
