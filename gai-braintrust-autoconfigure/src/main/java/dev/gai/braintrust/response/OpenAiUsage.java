package dev.gai.braintrust.response;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage in the words of OpenAI's APIs and of those that imitate them. Impossible figures
 * count as not reported.
 */
final class OpenAiUsage {

	private static final Usage NOTHING = Usage.builder().build();

	private OpenAiUsage() {
	}

	/**
	 * Reads a {@code usage} object.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage read(JsonValue usage) {
		return orNull(figures(usage).build());
	}

	/**
	 * Reads a {@code usage} object of a call that makes vectors. Some servers give the
	 * total only, which is input in this case.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage readEmbeddings(JsonValue usage) {
		Long input = first(usage, "prompt_tokens", "input_tokens", "total_tokens");
		return orNull(figures(usage).input(input).output(null).build());
	}

	/**
	 * Reads a {@code usage} object of a call during which the provider searched the web.
	 * @param usage the object
	 * @param webSearches number of searches
	 * @return the usage, or {@code null} if it has no figure
	 */
	static @Nullable Usage read(JsonValue usage, long webSearches) {
		Long searches = (webSearches > 0) ? Long.valueOf(webSearches) : null;
		return orNull(figures(usage).webSearches(searches).build());
	}

	private static Usage.Builder figures(JsonValue usage) {
		Long input = first(usage, "prompt_tokens", "input_tokens");
		JsonValue ofInput = either(usage, "prompt_tokens_details", "input_tokens_details");
		JsonValue ofOutput = either(usage, "completion_tokens_details", "output_tokens_details");
		Long cached = first(ofInput, "cached_tokens");
		return Usage.builder()
			.input(input)
			.output(output(input, first(usage, "completion_tokens", "output_tokens"), first(usage, "total_tokens")))
			.cachedInput((cached != null) ? cached : first(usage, "prompt_cache_hit_tokens"))
			.cacheWriteInput(first(ofInput, "cache_write_tokens", "cache_creation_tokens"))
			.audioInput(first(ofInput, "audio_tokens"))
			.cachedAudioInput(ofInput.get("cached_tokens_details").get("audio_tokens").count())
			.reasoningOutput(first(ofOutput, "reasoning_tokens"))
			.audioOutput(first(ofOutput, "audio_tokens"));
	}

	/**
	 * Some servers (xAI, Gemini's compatible endpoint) leave the reasoning out of the
	 * completion but have it in the total: what is in neither part was output.
	 */
	private static @Nullable Long output(@Nullable Long input, @Nullable Long output, @Nullable Long total) {
		if (input == null || output == null || total == null) {
			return output;
		}
		return Math.max(output, total - input);
	}

	private static JsonValue either(JsonValue usage, String name, String otherName) {
		JsonValue details = usage.get(name);
		return details.isObject() ? details : usage.get(otherName);
	}

	private static @Nullable Long first(JsonValue object, String... names) {
		for (String name : names) {
			Long count = object.get(name).count();
			if (count != null) {
				return count;
			}
		}
		return null;
	}

	private static @Nullable Usage orNull(Usage usage) {
		return usage.equals(NOTHING) ? null : usage;
	}

}
