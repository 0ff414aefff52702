package dev.gai.braintrust.springai.http;

import java.util.HashMap;
import java.util.Map;

import dev.gai.braintrust.guard.PlainNumbers;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a message of Anthropic: what is in the cache is counted beside the input,
 * and later events replace figures of earlier ones.
 */
final class AnthropicUsage {

	private final Map<String, Long> figures = new HashMap<>();

	/**
	 * Takes a {@code usage} object.
	 * @param usage the object as a map
	 */
	void add(@Nullable Object usage) {
		if (usage instanceof Map<?, ?> reported) {
			reported.forEach((name, value) -> {
				if (value instanceof Map<?, ?>) {
					add(value);
				}
				else if (value instanceof Number number && PlainNumbers.whole(number) >= 0) {
					this.figures.put(String.valueOf(name), PlainNumbers.whole(number));
				}
			});
		}
	}

	@Nullable Usage usage() {
		Long input = this.figures.get("input_tokens");
		Long output = this.figures.get("output_tokens");
		if (input == null && output == null) {
			return null;
		}
		Long cacheRead = this.figures.get("cache_read_input_tokens");
		Long cacheWrite = this.figures.get("cache_creation_input_tokens");
		Long searches = this.figures.get("web_search_requests");
		return Usage.builder()
			.input((input != null) ? Long.valueOf(input + orZero(cacheRead) + orZero(cacheWrite)) : null)
			.output(output)
			.cachedInput(cacheRead)
			.cacheWriteInput(cacheWrite)
			.cacheWrite5m(this.figures.get("ephemeral_5m_input_tokens"))
			.cacheWrite1h(this.figures.get("ephemeral_1h_input_tokens"))
			.webSearches((searches != null && searches > 0) ? searches : null)
			.build();
	}

	private static long orZero(@Nullable Long number) {
		return (number != null) ? number : 0;
	}

}
