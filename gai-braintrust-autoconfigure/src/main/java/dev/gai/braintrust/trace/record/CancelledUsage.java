package dev.gai.braintrust.trace.record;

import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.content.snapshot.Snapshot;
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
	 * What a budget counts: the figures of the input, or what its text comes to where the
	 * provider had not said them yet, and as much output as has arrived.
	 * @param request what was asked
	 * @param response what has arrived
	 * @return the usage
	 */
	static Usage presumed(SpanRequest request, SpanResponse response) {
		Usage known = Objects.requireNonNullElse(response.usage(), Usage.builder().build());
		long input = (known.input() != null) ? known.input() : tokens(asked(request));
		return Usage.builder()
			.input(input)
			.cachedInput(known.cachedInput())
			.cacheWriteInput(known.cacheWriteInput())
			.output(tokens(characters(response)))
			.build();
	}

	private static long tokens(long characters) {
		return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
	}

	/** Texts of the request, tools included; nothing is known where none is captured. */
	private static long asked(SpanRequest request) {
		Snapshot input = request.input();
		Snapshot tools = request.tools();
		return ((input != null) ? texts(input.tree()) : 0) + ((tools != null) ? texts(tools.tree()) : 0);
	}

	/** Copies are bounded in depth and in size. */
	private static long texts(@Nullable Object tree) {
		if (tree instanceof CharSequence text) {
			return text.length();
		}
		long characters = 0;
		if (tree instanceof Map<?, ?> map) {
			for (Object value : map.values()) {
				characters += texts(value);
			}
		}
		else if (tree instanceof Iterable<?> elements) {
			for (Object element : elements) {
				characters += texts(element);
			}
		}
		return characters;
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
