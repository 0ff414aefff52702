package dev.gai.braintrust.response.usage;

import java.util.List;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a model thought in a message or in a part of one. Servers that speak like
 * OpenAI's have it under different names, and some under several at once.
 */
@Internal
public final class Thoughts {

	/** Where a message may have them. */
	public static final List<String> NAMES = List.of("reasoning_content", "reasoning", "thinking", "reasoning_details",
			"thinking_blocks");

	private static final List<String> TEXTS = List.of("text", "thinking", "summary");

	private Thoughts() {
	}

	/**
	 * What the model thought.
	 * @param message a message, or a part of one
	 * @return the text, {@code null} if there is none
	 */
	public static @Nullable String in(JsonValue message) {
		for (String name : NAMES) {
			String text = text(message.get(name));
			if (text != null && !text.isEmpty()) {
				return text;
			}
		}
		return null;
	}

	private static @Nullable String text(JsonValue thoughts) {
		String text = thoughts.text();
		return (text == null && thoughts.isArray()) ? joined(thoughts, "") : text;
	}

	/**
	 * The texts of a list of parts.
	 * @param parts the list
	 * @param between what separates them
	 * @return the texts joined, empty if there are none
	 */
	public static String joined(JsonValue parts, String between) {
		StringBuilder joined = new StringBuilder();
		for (JsonValue part : parts.items()) {
			String text = firstText(part);
			if (text != null) {
				joined.append(joined.isEmpty() ? "" : between).append(text);
			}
		}
		return joined.toString();
	}

	private static @Nullable String firstText(JsonValue part) {
		for (String name : TEXTS) {
			if (part.get(name).text() != null) {
				return part.get(name).text();
			}
		}
		return null;
	}

}
