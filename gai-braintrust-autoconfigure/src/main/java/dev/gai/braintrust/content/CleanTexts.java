package dev.gai.braintrust.content;

import org.jspecify.annotations.Nullable;

/**
 * Short texts that were searched and hold nothing to be masked: the name of a model, a
 * role, an id of a session come again and again. A text takes the place of another one,
 * so that the memory is bounded whatever comes, and secrets are never in it. Used by one
 * thread.
 */
final class CleanTexts {

	private static final int PLACES = 512;

	private static final int MAX_LENGTH = 64;

	private final @Nullable String[] recent = new String[PLACES];

	/**
	 * Whether a text has been seen of late.
	 * @param text the text
	 * @return {@code false} if it is to be searched
	 */
	boolean isKnown(String text) {
		return text.length() <= MAX_LENGTH && text.equals(this.recent[place(text)]);
	}

	/**
	 * Remembers a text.
	 * @param text a text that holds nothing to be masked
	 */
	void add(String text) {
		if (text.length() <= MAX_LENGTH) {
			this.recent[place(text)] = text;
		}
	}

	private static int place(String text) {
		int hash = text.hashCode();
		return (hash ^ (hash >>> 16)) & (PLACES - 1);
	}

}
