package dev.gai.braintrust.content;

import org.jspecify.annotations.Nullable;

/**
 * A text in which parts are replaced from left to right. Costs nothing until the first
 * replacement.
 */
final class MaskedText {

	private final String original;

	private @Nullable StringBuilder masked;

	private int copied;

	MaskedText(String original) {
		this.original = original;
	}

	void replace(int start, int end, String replacement) {
		if (this.masked == null) {
			this.masked = new StringBuilder(this.original.length());
		}
		this.masked.append(this.original, this.copied, start).append(replacement);
		this.copied = end;
	}

	/**
	 * The text with its replacements, the original itself when there are none.
	 */
	String result() {
		if (this.masked == null) {
			return this.original;
		}
		return this.masked.append(this.original, this.copied, this.original.length()).toString();
	}

}
