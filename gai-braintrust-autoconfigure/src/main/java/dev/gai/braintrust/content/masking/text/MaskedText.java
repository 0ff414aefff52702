package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A text in which parts are replaced from left to right. Costs nothing until the first
 * replacement. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class MaskedText {

	private final String original;

	private @Nullable StringBuilder masked;

	private int copied;

	/**
	 * Create a text without replacements.
	 * @param original the text
	 */
	public MaskedText(String original) {
		this.original = original;
	}

	/**
	 * Replace a part behind all that were replaced before.
	 * @param start the first character
	 * @param end behind the last character
	 * @param replacement what stands there instead
	 */
	public void replace(int start, int end, String replacement) {
		if (this.masked == null) {
			this.masked = new StringBuilder(this.original.length());
		}
		// As a text of its own it is copied as a whole, otherwise one by one.
		this.masked.append(this.original.substring(this.copied, start)).append(replacement);
		this.copied = end;
	}

	/**
	 * The text with its replacements.
	 * @return the original itself when there are none
	 */
	public String result() {
		if (this.masked == null) {
			return this.original;
		}
		return this.masked.append(this.original.substring(this.copied)).toString();
	}

}
