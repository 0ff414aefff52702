package dev.gai.braintrust.response.usage;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How Cohere counts: what it read and what it charges for, of which what it read is the
 * usage. For vectors only what it charges for is known, images beside the words.
 */
@Internal
public final class CohereUsage {

	private CohereUsage() {
	}

	/**
	 * Reads the figures of a chat.
	 * @param usage the object that has them
	 * @return the usage, {@code null} if there is none
	 */
	public static @Nullable Usage ofChat(JsonValue usage) {
		JsonValue tokens = usage.firstObject("tokens", "billed_units");
		Long input = tokens.get("input_tokens").count();
		Long output = tokens.get("output_tokens").count();
		if (input == null && output == null) {
			return null;
		}
		return Usage.builder().input(input).output(output).cachedInput(usage.get("cached_tokens").count()).build();
	}

	/**
	 * Reads the figures of vectors.
	 * @param billed the units that are charged for
	 * @return the usage, {@code null} if there is none
	 */
	public static @Nullable Usage ofVectors(JsonValue billed) {
		Long input = billed.get("input_tokens").count();
		Long images = billed.get("image_tokens").count();
		Long all = (images != null) ? Long.valueOf(images + ((input != null) ? input : 0)) : input;
		return (all != null) ? Usage.builder().input(all).imageInput(images).build() : null;
	}

}
