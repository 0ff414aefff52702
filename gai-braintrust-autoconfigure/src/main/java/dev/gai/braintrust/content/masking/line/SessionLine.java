package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * A line of what a client and a server say to each other, with or without a mark that
 * tells which of them says it.
 */
final class SessionLine {

	private static final int LONGEST = 200;

	private SessionLine() {
	}

	/**
	 * Whether a client's line begins at a place.
	 */
	static boolean isSent(String text, int start) {
		int before = Characters.skipBlanksBack(text, start - 1);
		char c = Characters.at(text, before);
		return before < 0 || c == '>' || Word.isLineEnd(text, before) || isEscapedEnd(text, before - 1)
				|| (c == ':' && Characters.at(text, before - 1) == 'C');
	}

	/**
	 * The first word of a client's line.
	 * @return {@code null} when a server says it or there is none
	 */
	static @Nullable Word sent(String text, int line) {
		int start = line;
		while (Characters.at(text, start) == '>' || Characters.at(text, start) == ' '
				|| (Characters.at(text, start) == '-' && start - line < 3)) {
			start++;
		}
		Word word = Word.at(text, start);
		if (word != null && word.value().equals("C:")) {
			return Word.at(text, word.next());
		}
		boolean server = word != null
				&& (word.value().equals("334") || word.value().equals("S:") || word.value().equals("+"));
		return server ? null : word;
	}

	/**
	 * Where the next line begins, or -1 if none does or it is far away.
	 */
	static int next(String text, int from) {
		int i = from;
		while (i - from < LONGEST && i < text.length()) {
			if (text.charAt(i) == '\n') {
				return i + 1;
			}
			if (isEscapedEnd(text, i) && !isEscapedEnd(text, i + 2)) {
				return i + 2;
			}
			i++;
		}
		return -1;
	}

	private static boolean isEscapedEnd(String text, int index) {
		char c = Characters.at(text, index + 1);
		return Characters.at(text, index) == '\\' && (c == 'n' || c == 'r');
	}

}
