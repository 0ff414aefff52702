package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * Lines of a table, whose ends may be escape sequences.
 */
final class Rows {

	private static final int LONGEST = 4096;

	private Rows() {
	}

	/**
	 * Whether {@code \n} or {@code \r} stands at a place.
	 */
	static boolean isBreak(String text, int index) {
		char c = Characters.at(text, index + 1);
		return Characters.at(text, index) == '\\' && (c == 'n' || c == 'r');
	}

	/**
	 * Where the line ends that a place is in, not far away.
	 */
	static int end(String text, int from) {
		int start = Math.max(0, from);
		String near = text.substring(Math.min(start, text.length()), Math.min(text.length(), from + LONGEST));
		int end = first(near, '\r', first(near, '\n', near.length()));
		int backslash = near.indexOf('\\');
		while (backslash >= 0 && backslash < end && !isBreak(text, start + backslash)) {
			backslash = near.indexOf('\\', backslash + 1);
		}
		return start + ((backslash >= 0) ? Math.min(backslash, end) : end);
	}

	private static int first(String text, char c, int end) {
		int found = text.indexOf(c);
		return (found < 0) ? end : Math.min(found, end);
	}

	/**
	 * Where the next line begins, or -1 if none does.
	 */
	static int next(String text, int end) {
		int i = end;
		while (isBreak(text, i) || Characters.at(text, i) == '\r') {
			boolean last = Characters.at(text, i + 1) == 'n';
			i += isBreak(text, i) ? 2 : 1;
			if (last) {
				return (i < text.length()) ? i : -1;
			}
		}
		i += (Characters.at(text, i) == '\n') ? 1 : 0;
		return (i > end && i < text.length()) ? i : -1;
	}

	static int count(String text, int start, int end, char separator) {
		int count = 0;
		for (int i = start; i < end; i++) {
			count += (text.charAt(i) == separator) ? 1 : 0;
		}
		return count;
	}

	/**
	 * Where a cell begins.
	 */
	static int cell(String text, int start, int end, int column, char separator) {
		int i = start;
		for (int cell = 0; cell < column && i < end; i++) {
			cell += (text.charAt(i) == separator) ? 1 : 0;
		}
		return i;
	}

}
