package dev.gai.braintrust.usage;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.guard.Picodollars;
import dev.gai.braintrust.promise.Internal;

/**
 * Sums of calls.
 *
 * @param requests calls
 * @param errors calls that failed
 * @param errorRate share of the calls that failed, from 0 to 1; 0 if there were none
 * @param cancelled calls whose caller went away
 * @param retries attempts after a first one
 * @param unpriced calls that used something and have no cost
 * @param tokens tokens by type; a type that no call reported is absent. {@code input}
 * contains {@code cached_input}, {@code cache_write} and {@code audio_input},
 * {@code output} contains {@code reasoning} and {@code audio_output}
 * @param webSearches web searches that providers made
 * @param costUsd cost in US dollars of the calls that have one
 * @since 0.1.0
 */
@Internal
public record UsageFigures(long requests, long errors, double errorRate, long cancelled, long retries, long unpriced,
		Map<String, Long> tokens, long webSearches, BigDecimal costUsd) {

	static UsageFigures of(long[] sums) {
		Map<String, Long> tokens = new LinkedHashMap<>();
		put(tokens, "input", sums[Figure.INPUT.ordinal()]);
		put(tokens, "output", sums[Figure.OUTPUT.ordinal()]);
		put(tokens, "cached_input", sums[Figure.CACHED_INPUT.ordinal()]);
		put(tokens, "cache_write", sums[Figure.CACHE_WRITE.ordinal()]);
		put(tokens, "reasoning", sums[Figure.REASONING.ordinal()]);
		put(tokens, "audio_input", sums[Figure.AUDIO_INPUT.ordinal()]);
		put(tokens, "audio_output", sums[Figure.AUDIO_OUTPUT.ordinal()]);
		long requests = sums[Figure.REQUESTS.ordinal()];
		long errors = sums[Figure.ERRORS.ordinal()];
		return new UsageFigures(requests, errors, (requests > 0) ? errors / (double) requests : 0,
				sums[Figure.CANCELLED.ordinal()], sums[Figure.RETRIES.ordinal()], sums[Figure.UNPRICED.ordinal()],
				tokens, sums[Figure.WEB_SEARCHES.ordinal()], Picodollars.toUsd(sums[Figure.COST.ordinal()]));
	}

	private static void put(Map<String, Long> tokens, String type, long sum) {
		if (sum != 0) {
			tokens.put(type, sum);
		}
	}

}
