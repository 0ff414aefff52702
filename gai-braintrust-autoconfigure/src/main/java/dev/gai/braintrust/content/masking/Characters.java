package dev.gai.braintrust.content.masking;

/**
 * Reads a text by its characters; beyond its ends there are none.
 */
final class Characters {

	/**
	 * What is escaped with how many backslashes, or indented how far: more is nothing.
	 */
	private static final int MAX_GAP = 24;

	private Characters() {
	}

	static char at(CharSequence text, int index) {
		return (index >= 0 && index < text.length()) ? text.charAt(index) : '\0';
	}

	static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	static boolean isSpace(char c) {
		return c == ' ' || (c >= '\t' && c <= '\r');
	}

	static boolean isQuote(char c) {
		return c == '"' || c == '\'' || c == '`';
	}

	static boolean isNamePart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
	}

	static int skipBlanks(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && isBlank(at(text, i))) {
			i++;
		}
		return i;
	}

	static int skipSpaces(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && isSpace(at(text, i))) {
			i++;
		}
		return i;
	}

	/**
	 * The place of the last character before one that is no blank.
	 */
	static int skipBlanksBack(CharSequence text, int from) {
		int i = from;
		while (from - i < MAX_GAP && isBlank(at(text, i))) {
			i--;
		}
		return i;
	}

	static int countBackslashes(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && at(text, i) == '\\') {
			i++;
		}
		return i - from;
	}

	static int countBackslashesBefore(CharSequence text, int index) {
		int i = index;
		while (index - i < MAX_GAP && at(text, i - 1) == '\\') {
			i--;
		}
		return index - i;
	}

	/**
	 * Whether {@code \n}, {@code \"} or the like stands somewhere.
	 */
	static boolean isEscape(CharSequence text, int index) {
		return at(text, index) == '\\' && "nrtbf\"'u\\".indexOf(at(text, index + 1)) >= 0;
	}

	static boolean startsWith(CharSequence text, int index, String lowerCase) {
		for (int i = 0; i < lowerCase.length(); i++) {
			char c = at(text, index + i);
			if (((c >= 'A' && c <= 'Z') ? c | 0x20 : c) != lowerCase.charAt(i)) {
				return false;
			}
		}
		return true;
	}

}
