package dev.gai.braintrust.export.row;

/**
 * How much text a span may carry beside the fields of its row. Not thread-safe.
 */
final class TextBudget {

	private static final String MARK = "… [cut]";

	private final int maxTextBytes;

	private final long maxBytes;

	private long used;

	TextBudget(int maxTextBytes, long maxBytes) {
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
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			long next = bytes + utf8Bytes(text.charAt(i));
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

	/**
	 * Bytes of a text.
	 * @param text the text
	 * @return its length in UTF-8
	 */
	static int utf8Bytes(String text) {
		int bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			bytes += utf8Bytes(text.charAt(i));
		}
		return bytes;
	}

	private static int utf8Bytes(char character) {
		if (character < 0x80) {
			return 1;
		}
		// Each half of a pair is half of four bytes.
		return (character < 0x800 || Character.isSurrogate(character)) ? 2 : 3;
	}

}
