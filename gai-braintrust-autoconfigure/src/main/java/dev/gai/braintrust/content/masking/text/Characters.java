package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Reads a text by its characters; beyond its ends there are none.
 */
@Internal
public final class Characters {

	/**
	 * What is escaped with how many backslashes, or indented how far: more is nothing.
	 */
	private static final int MAX_GAP = 24;

	private Characters() {
	}

	/**
	 * The character at a place.
	 * @param text the text
	 * @param index the place, any number
	 * @return the character, {@code \0} beyond the ends
	 */
	public static char at(CharSequence text, int index) {
		return (index >= 0 && index < text.length()) ? text.charAt(index) : '\0';
	}

	/**
	 * Whether it is a blank or a tab.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	/**
	 * Whether it is a blank or a line break.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isSpace(char c) {
		return c == ' ' || (c >= '\t' && c <= '\r');
	}

	/**
	 * Whether it is a quotation mark.
	 * @param c a character
	 * @return whether it is one
	 */
	public static boolean isQuote(char c) {
		return c == '"' || c == '\'' || c == '`';
	}

	/**
	 * Whether a name may have it.
	 * @param c a character
	 * @return whether a name may
	 */
	public static boolean isNamePart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
	}

	/**
	 * Goes past blanks and tabs, not too many.
	 * @param text the text
	 * @param from where to begin
	 * @return the first place with another character
	 */
	public static int skipBlanks(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && isBlank(at(text, i))) {
			i++;
		}
		return i;
	}

	/**
	 * Goes past blanks and line breaks, not too many.
	 * @param text the text
	 * @param from where to begin
	 * @return the first place with another character
	 */
	public static int skipSpaces(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && isSpace(at(text, i))) {
			i++;
		}
		return i;
	}

	/**
	 * The place of the last character before one that is no blank.
	 * @param text the text
	 * @param from where to begin
	 * @return the place, not far away
	 */
	public static int skipBlanksBack(CharSequence text, int from) {
		int i = from;
		while (from - i < MAX_GAP && isBlank(at(text, i))) {
			i--;
		}
		return i;
	}

	/**
	 * How many backslashes follow.
	 * @param text the text
	 * @param from where to begin
	 * @return how many
	 */
	public static int countBackslashes(CharSequence text, int from) {
		int i = from;
		while (i - from < MAX_GAP && at(text, i) == '\\') {
			i++;
		}
		return i - from;
	}

	/**
	 * How many backslashes stand before a place.
	 * @param text the text
	 * @param index the place
	 * @return how many
	 */
	public static int countBackslashesBefore(CharSequence text, int index) {
		int i = index;
		while (index - i < MAX_GAP && at(text, i - 1) == '\\') {
			i--;
		}
		return index - i;
	}

	/**
	 * Whether {@code \n}, {@code \"} or the like stands somewhere.
	 * @param text the text
	 * @param index the place
	 * @return whether it does
	 */
	public static boolean isEscape(CharSequence text, int index) {
		return at(text, index) == '\\' && "nrtbf\"'u\\".indexOf(at(text, index + 1)) >= 0;
	}

	/**
	 * Whether a word stands at a place, in letters of any case.
	 * @param text the text
	 * @param index the place
	 * @param lowerCase the word, in small letters
	 * @return whether it does
	 */
	public static boolean startsWith(CharSequence text, int index, String lowerCase) {
		int length = lowerCase.length();
		if (index < 0 || index > text.length() - length) {
			return length == 0;
		}
		for (int i = 0; i < length; i++) {
			char c = text.charAt(index + i);
			if (((c >= 'A' && c <= 'Z') ? c | 0x20 : c) != lowerCase.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether a part of a text has both letters and digits, as few names have.
	 * @param text the text
	 * @param start the first character
	 * @param end behind the last character
	 * @return whether it has
	 */
	public static boolean areMixed(CharSequence text, int start, int end) {
		boolean letter = false;
		boolean digit = false;
		for (int i = start; i < end && !(letter && digit); i++) {
			digit |= Ascii.isDigit(text.charAt(i));
			letter |= Character.isLetter(text.charAt(i));
		}
		return letter && digit;
	}

}
