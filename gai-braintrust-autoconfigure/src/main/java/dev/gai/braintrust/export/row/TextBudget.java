package dev.gai.braintrust.export.row;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.bytes.Utf8;

/**
 * How much text a span may carry beside the fields of its row. Not thread-safe.
 */
final class TextBudget {

	private static final String MARK = "… [cut]";

	/** A shorter text is counted faster than it is copied. */
	private static final int SHORT = 64;

	private final TextBytes bytes;

	private final int maxTextBytes;

	private final long maxBytes;

	private long used;

	TextBudget(int maxTextBytes, long maxBytes, TextBytes bytes) {
		this.bytes = bytes;
		this.maxTextBytes = maxTextBytes;
		this.maxBytes = maxBytes;
	}

	/**
	 * Takes room for a text.
	 * @param text the text
	 * @return the text, cut to what there is room for
	 */
	String take(String text) {
		return take(text, this.maxTextBytes);
	}

	/**
	 * Takes room for a text.
	 * @param text the text
	 * @param limit its own limit in bytes
	 * @return the text, cut to what there is room for
	 */
	String take(String text, int limit) {
		long room = Math.max(0, Math.min(limit, this.maxBytes - this.used));
		if (text.length() > SHORT && room >= text.length()) {
			long all = this.bytes.of(text).utf8Length();
			if (all <= room) {
				this.used += all;
				return text;
			}
		}
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			long next = bytes + Utf8.length(text.charAt(i));
			if (next > room) {
				this.used += bytes;
				boolean pair = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
				return text.substring(0, pair ? i - 1 : i) + MARK;
			}
			bytes = next;
		}
		this.used += bytes;
		return text;
	}

	/**
	 * Bytes taken so far.
	 * @return the number
	 */
	int used() {
		return Math.toIntExact(this.used);
	}

}
