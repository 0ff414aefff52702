package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Finds the end of what is in quotes or brackets, in JSON that may itself be in a text
 * and have its quotes escaped.
 */
@Internal
public final class QuotedText {

	private QuotedText() {
	}

	/**
	 * The end of a value: the closing quote has as many backslashes as the opening one; a
	 * quote with more belongs to the value. A value that was cut goes to the end.
	 * @param text the text
	 * @param start behind the opening quote
	 * @param quote which one that is
	 * @param backslashes how often it is escaped
	 * @param oneLine whether a value that was cut ends with its line
	 * @return where the closing quote stands, with its backslashes
	 */
	public static int end(CharSequence text, int start, char quote, int backslashes, boolean oneLine) {
		int before = 0;
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\\') {
				before++;
			}
			else if (c == quote && closes(before, backslashes)) {
				return i - backslashes;
			}
			else if (oneLine && (c == '\n' || c == '\r')) {
				return i;
			}
			else {
				before = 0;
			}
		}
		return text.length();
	}

	/**
	 * Escaped backslashes at the end of the value come in groups that leave the quote's
	 * own.
	 */
	private static boolean closes(int before, int backslashes) {
		return before >= backslashes && (before - backslashes) % (2 * (backslashes + 1)) == 0;
	}

	/**
	 * The double quote that opens what is not closed before a place.
	 * @param bytes the text
	 * @param from where no quote is open
	 * @param to the place
	 * @return where that quote stands, or -1
	 */
	public static int openBefore(byte[] bytes, int from, int to) {
		int quotes = 0;
		int last = -1;
		for (int i = from; i < to; i += Long.BYTES) {
			long here = KeyParts.quotes(bytes, i);
			here &= (to - i < Long.BYTES) ? (1L << (to - i) * Byte.SIZE) - 1 : -1;
			quotes += Long.bitCount(here);
			last = (here != 0) ? i + Long.BYTES - 1 - (Long.numberOfLeadingZeros(here) >>> 3) : last;
		}
		return ((quotes & 1) != 0) ? last : -1;
	}

	/**
	 * The next double quote or backslash.
	 * @param bytes the text
	 * @param from where to begin
	 * @param length of the text
	 * @return where it stands, or the length
	 */
	public static int nextQuoteOrBackslash(byte[] bytes, int from, int length) {
		for (int i = from; i < length; i += Long.BYTES) {
			long here = KeyParts.quotesAndBackslashes(bytes, i);
			if (here != 0) {
				return Math.min(length, i + (Long.numberOfTrailingZeros(here) >>> 3));
			}
		}
		return length;
	}

	/**
	 * Behind the bracket that closes the one at a place; the end of the text when none
	 * does.
	 * @param text the text
	 * @param open where the bracket stands
	 * @param quote around texts
	 * @param backslashes how often that is escaped
	 * @return the place behind the closing bracket
	 */
	public static int endOfBrackets(CharSequence text, int open, char quote, int backslashes) {
		int depth = 0;
		int i = open;
		while (i < text.length()) {
			char c = text.charAt(i);
			if (c == quote) {
				i = end(text, i + 1, quote, backslashes, false) + backslashes;
			}
			else if (c == '{' || c == '[') {
				depth++;
			}
			else if ((c == '}' || c == ']') && --depth == 0) {
				return i + 1;
			}
			i++;
		}
		return text.length();
	}

}
