package dev.gai.braintrust.response.usage;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How Bedrock's Converse API counts: what was read from or written to the cache is beside
 * the input, what was thought within the output.
 */
@Internal
public final class BedrockUsage {

	private BedrockUsage() {
	}

	/**
	 * Reads a {@code usage} object.
	 * @param usage the object
	 * @return the usage, or {@code null} if it has no figure
	 */
	public static @Nullable Usage read(JsonValue usage) {
		Long input = usage.get("inputTokens").count();
		Long output = usage.get("outputTokens").count();
		if (input == null && output == null) {
			return null;
		}
		Long read = usage.firstCount("cacheReadInputTokens", "cacheReadInputTokenCount");
		Long written = usage.firstCount("cacheWriteInputTokens", "cacheWriteInputTokenCount");
		Long all = (input != null) ? Long.valueOf(input + orZero(read) + orZero(written)) : null;
		return Usage.builder()
			.input(all)
			.output(output)
			.cachedInput(read)
			.cacheWriteInput(written)
			.cacheWrite5m(written(usage, "5m"))
			.cacheWrite1h(written(usage, "1h"))
			.build();
	}

	private static @Nullable Long written(JsonValue usage, String timeToLive) {
		Long sum = null;
		for (JsonValue detail : usage.get("cacheDetails").items()) {
			Long tokens = detail.get("inputTokens").count();
			if (tokens != null && timeToLive.equals(detail.get("ttl").text())) {
				sum = orZero(sum) + tokens;
			}
		}
		return sum;
	}

	private static long orZero(@Nullable Long number) {
		return (number != null) ? number : 0;
	}

}
