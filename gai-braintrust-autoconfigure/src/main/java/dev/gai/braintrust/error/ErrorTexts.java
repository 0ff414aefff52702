package dev.gai.braintrust.error;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What providers say in words only: Anthropic, for example, has one type for a malformed
 * request, a prompt that is too long and an account without credit. A text is believed
 * only beside a status that can mean it.
 */
final class ErrorTexts {

	/** What came without a status, or in a stream, has none. */
	private static final Set<Integer> NONE = Set.of(0);

	private static final Set<Integer> REQUEST = Set.of(0, 400, 402, 403, 413, 422);

	private static final Set<Integer> CAPACITY = Set.of(0, 429, 500, 503);

	/** In the order in which they are believed. */
	private static final List<Said> KNOWN = List.of(
			new Said(REQUEST, ErrorCategory.CONTEXT_LENGTH_EXCEEDED, "maximum context length", "context length",
					"context window", "prompt is too long", "input is too long", "input token count",
					"maximum number of tokens", "reduce the length of the messages", "when context the overflows"),
			new Said(REQUEST, ErrorCategory.QUOTA_EXCEEDED, "credit balance is too low", "insufficient balance",
					"insufficient credits"),
			new Said(REQUEST, ErrorCategory.SAFETY_BLOCKED, "content management policy", "content filter",
					"content policy", "safety system", "flagged"),
			new Said(REQUEST, ErrorCategory.NOT_FOUND, "not found, try pulling it"),
			new Said(REQUEST, ErrorCategory.UNAUTHORIZED, "api key not valid"),
			new Said(REQUEST, ErrorCategory.UNSUPPORTED, "is not supported", "does not support"),
			new Said(CAPACITY, ErrorCategory.OVERLOADED, "overloaded", "at capacity", "over capacity",
					"capacity exceeded", "server busy"),
			// Ollama's errors have neither a code nor, in a stream, a status.
			new Said(NONE, ErrorCategory.CONTEXT_LENGTH_EXCEEDED, "input length exceeds"), new Said(NONE,
					ErrorCategory.PROVIDER_UNAVAILABLE, "while running the model", "model runner", "llama runner"));

	private ErrorTexts() {
	}

	static @Nullable ErrorCategory category(int status, String message) {
		String text = message.toLowerCase(Locale.ROOT);
		if (status == 0 && text.startsWith("model ") && text.endsWith(" not found")) {
			// Ollama's, of a model that cannot be pulled either.
			return ErrorCategory.NOT_FOUND;
		}
		for (Said known : KNOWN) {
			if (known.isIn(status, text)) {
				return known.category;
			}
		}
		return null;
	}

	/**
	 * Words for one category.
	 *
	 * @param statuses beside which they are believed
	 * @param category what they mean
	 * @param words any of them, in lower case
	 */
	private record Said(Set<Integer> statuses, ErrorCategory category, String... words) {

		boolean isIn(int status, String text) {
			return this.statuses.contains(status) && Arrays.stream(this.words).anyMatch(text::contains);
		}

	}

}
