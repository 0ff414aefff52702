package dev.gai.braintrust.content.masking;

/**
 * Classes of characters as tokens use them.
 */
final class Ascii {

	private Ascii() {
	}

	static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	static boolean isLetterOrDigit(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	static boolean isHexDigit(char c) {
		return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

	static boolean areHexDigits(CharSequence text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!isHexDigit(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

}
