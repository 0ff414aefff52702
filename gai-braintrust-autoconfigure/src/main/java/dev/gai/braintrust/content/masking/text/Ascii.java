package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Classes of characters as tokens use them.
 */
@Internal
public final class Ascii {

	private Ascii() {
	}

	/**
	 * Whether it is a digit.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	/**
	 * Whether it is a letter or a digit.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isLetterOrDigit(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	/**
	 * Whether it is a hexadecimal digit.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isHexDigit(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

	/**
	 * Whether a part of a text is hexadecimal.
	 * @param text the text
	 * @param start first index
	 * @param end index after the last
	 * @return whether all are hexadecimal digits
	 */
	public static boolean areHexDigits(CharSequence text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!isHexDigit(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a part of a text has a digit.
	 * @param text the text
	 * @param start first index
	 * @param end index after the last
	 * @return whether one of them is a digit
	 */
	public static boolean hasDigit(CharSequence text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (isDigit(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

}
