package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values in a section that is called {@code [secrets]} or {@code [credentials]}, as files
 * of TOML and INI have them. What may be a name itself stays.
 */
final class Sections {

	private static final int MOST_LINES = 50;

	private static final int LONGEST_NAME = 64;

	private Sections() {
	}

	/**
	 * Look at a word that may end the name of a section.
	 * @param from a place in it
	 */
	static void find(String text, int from, SecretFinder.Findings findings) {
		int end = from;
		while (end - from < 16 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		if (Characters.at(text, end) != ']' || Characters.at(text, end - 1) != 's' || !isHead(text, from)) {
			return;
		}
		int line = Rows.next(text, end + 1);
		for (int i = 0; i < MOST_LINES && line >= 0 && Characters.at(text, line) != '['; i++) {
			value(text, line, findings);
			line = Rows.next(text, Rows.end(text, line));
		}
	}

	/**
	 * Whether a bracket opens at the beginning of the line, or of what a message says.
	 */
	private static boolean isHead(String text, int from) {
		int start = from;
		while (from - start < LONGEST_NAME && Characters.isNamePart(Characters.at(text, start))) {
			start--;
		}
		boolean said = Characters.at(text, start - 1) == ' ';
		return Characters.at(text, start) == '['
				&& (said || start == 0 || Word.isLineEnd(text, start - 1) || Rows.isBreak(text, start - 2));
	}

	private static void value(String text, int line, SecretFinder.Findings findings) {
		int end = Characters.skipBlanks(text, line);
		int start = end;
		while (end - start < LONGEST_NAME && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int sign = Characters.skipBlanks(text, end);
		Word value = (end > start && Characters.at(text, sign) == '=') ? Word.at(text, sign + 1) : null;
		if (value != null && value.isTelling() && value.isLast() && value.isValue()) {
			value.mask(findings);
		}
	}

}
