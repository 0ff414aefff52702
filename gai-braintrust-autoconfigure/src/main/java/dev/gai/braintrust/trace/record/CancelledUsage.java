package dev.gai.braintrust.trace.record;

import java.util.Objects;

import dev.gai.braintrust.content.Snapshot;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the usage of a call that was cancelled. What a provider says before
 * the end is right for the input; of the output it is where the counting had got to.
 */
final class CancelledUsage {

	/** Fewer than a token has in nearly all texts, so that rather too much is counted. */
	private static final int CHARACTERS_PER_TOKEN = 3;

	private CancelledUsage() {
	}

	/**
	 * The figures that are final.
	 * @param usage what was reported
	 * @return the figures of the input, {@code null} if there are none
	 */
	static @Nullable Usage known(@Nullable Usage usage) {
		if (usage == null || usage.input() == null) {
			return null;
		}
		return Usage.builder()
			.input(usage.input())
			.cachedInput(usage.cachedInput())
			.cacheWriteInput(usage.cacheWriteInput())
			.build();
	}

	/**
	 * What a budget counts: the figures of the input, and as much output as has arrived.
	 * @param response what has arrived
	 * @return the usage
	 */
	static Usage presumed(SpanResponse response) {
		Usage known = Objects.requireNonNullElse(response.usage(), Usage.builder().build());
		long arrived = (characters(response) + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
		long input = (known.input() != null) ? known.input() : 0;
		return Usage.builder()
			.input(input)
			.cachedInput(known.cachedInput())
			.cacheWriteInput(known.cacheWriteInput())
			.output(arrived)
			.build();
	}

	private static long characters(SpanResponse response) {
		long characters = 0;
		for (LlmResponse.Choice choice : response.choices()) {
			Object content = choice.message().content();
			characters += (content != null) ? content.toString().length() : 0;
		}
		Snapshot output = response.output();
		return (output != null && output.tree() instanceof CharSequence text) ? text.length() : characters;
	}

}
