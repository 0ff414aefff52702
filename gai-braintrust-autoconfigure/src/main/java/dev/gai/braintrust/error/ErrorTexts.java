package dev.gai.braintrust.error;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What providers say in words only: Anthropic, for example, has one type for a malformed
 * request, a prompt that is too long and an account without credit. A text is believed
 * only beside a status that can mean it.
 */
final class ErrorTexts {

	private static final Map<String, ErrorCategory> REQUEST = new LinkedHashMap<>();

	private static final Map<String, ErrorCategory> CAPACITY = Map.of("overloaded", ErrorCategory.OVERLOADED,
			"at capacity", ErrorCategory.OVERLOADED, "over capacity", ErrorCategory.OVERLOADED, "capacity exceeded",
			ErrorCategory.OVERLOADED, "server busy", ErrorCategory.OVERLOADED);

	/** Ollama's, whose errors have neither a code nor, in a stream, a status. */
	private static final Map<String, ErrorCategory> ALONE = Map.of("while running the model",
			ErrorCategory.PROVIDER_UNAVAILABLE, "model runner", ErrorCategory.PROVIDER_UNAVAILABLE, "llama runner",
			ErrorCategory.PROVIDER_UNAVAILABLE, "input length exceeds", ErrorCategory.CONTEXT_LENGTH_EXCEEDED);

	private static final Set<Integer> REQUEST_STATUS = Set.of(0, 400, 402, 403, 413, 422);

	private static final Set<Integer> CAPACITY_STATUS = Set.of(0, 429, 500, 503);

	static {
		for (String text : new String[] { "maximum context length", "context length", "context window",
				"prompt is too long", "input is too long", "input token count", "maximum number of tokens",
				"reduce the length of the messages" }) {
			REQUEST.put(text, ErrorCategory.CONTEXT_LENGTH_EXCEEDED);
		}
		for (String text : new String[] { "credit balance is too low", "insufficient balance",
				"insufficient credits" }) {
			REQUEST.put(text, ErrorCategory.QUOTA_EXCEEDED);
		}
		for (String text : new String[] { "content management policy", "content filter", "content policy",
				"safety system", "flagged" }) {
			REQUEST.put(text, ErrorCategory.SAFETY_BLOCKED);
		}
		REQUEST.put("not found, try pulling it", ErrorCategory.NOT_FOUND);
		REQUEST.put("api key not valid", ErrorCategory.UNAUTHORIZED);
		REQUEST.put("when context the overflows", ErrorCategory.CONTEXT_LENGTH_EXCEEDED);
		REQUEST.put("is not supported", ErrorCategory.UNSUPPORTED);
		REQUEST.put("does not support", ErrorCategory.UNSUPPORTED);
	}

	private ErrorTexts() {
	}

	static @Nullable ErrorCategory category(int status, String message) {
		String text = message.toLowerCase(Locale.ROOT);
		if (status == 0 && text.startsWith("model ") && text.endsWith(" not found")) {
			// Ollama's, of a model that cannot be pulled either.
			return ErrorCategory.NOT_FOUND;
		}
		ErrorCategory category = REQUEST_STATUS.contains(status) ? find(REQUEST, text) : null;
		category = (category == null && CAPACITY_STATUS.contains(status)) ? find(CAPACITY, text) : category;
		return (category == null && status == 0) ? find(ALONE, text) : category;
	}

	private static @Nullable ErrorCategory find(Map<String, ErrorCategory> known, String text) {
		return known.entrySet()
			.stream()
			.filter((entry) -> text.contains(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

}
