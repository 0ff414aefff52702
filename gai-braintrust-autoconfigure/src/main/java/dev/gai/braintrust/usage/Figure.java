package dev.gai.braintrust.usage;

import java.math.BigDecimal;

import dev.gai.braintrust.guard.Picodollars;
import org.jspecify.annotations.Nullable;

/** What is counted of a call; its ordinal is its place in an array of sums. */
enum Figure {

	REQUESTS, ERRORS, CANCELLED, RETRIES, UNPRICED, COST, INPUT, OUTPUT, CACHED_INPUT, CACHE_WRITE, REASONING,
	AUDIO_INPUT, AUDIO_OUTPUT, WEB_SEARCHES;

	static final int COUNT = values().length;

	/** The figures of one call. What was not reported, or cannot be, is zero. */
	static long[] of(CompletedCall call) {
		long[] figures = new long[COUNT];
		figures[REQUESTS.ordinal()] = 1;
		figures[ERRORS.ordinal()] = (call.error() != null) ? 1 : 0;
		figures[CANCELLED.ordinal()] = call.cancelled() ? 1 : 0;
		figures[RETRIES.ordinal()] = call.retries();
		figures[UNPRICED.ordinal()] = (call.costUnavailable() != null) ? 1 : 0;
		BigDecimal cost = call.costUsd();
		figures[COST.ordinal()] = (cost != null) ? Picodollars.of(cost) : 0;
		Usage usage = call.usage();
		if (usage != null) {
			figures[INPUT.ordinal()] = possible(usage.input());
			figures[OUTPUT.ordinal()] = possible(usage.output());
			figures[CACHED_INPUT.ordinal()] = possible(usage.cachedInput());
			figures[CACHE_WRITE.ordinal()] = possible(usage.cacheWriteInput());
			figures[REASONING.ordinal()] = possible(usage.reasoningOutput());
			figures[AUDIO_INPUT.ordinal()] = possible(usage.audioInput());
			figures[AUDIO_OUTPUT.ordinal()] = possible(usage.audioOutput());
			figures[WEB_SEARCHES.ordinal()] = possible(usage.webSearches());
		}
		return figures;
	}

	private static long possible(@Nullable Long reported) {
		return (reported != null && reported > 0) ? reported : 0;
	}

}
