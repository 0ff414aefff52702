package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values in the text that follows the one with their name: in a list of two within a
 * list, as {@code [["X-Api-Key","…"]]}, among the arguments of a call, in a part of a
 * form.
 */
final class PairedTexts {

	private static final String PART = "form-data; name=";

	private static final int BEFORE = 120;

	private final SecretFinder.Findings findings;

	PairedTexts(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Look at what follows a name in quotes.
	 * @param quote where the closing quote stands, with its backslashes before it
	 * @param backslashes how many
	 */
	void find(String text, int start, int quote, int backslashes) {
		int open = start - 1 - backslashes;
		if (Characters.at(text, start - 1) != Characters.at(text, quote)) {
			return;
		}
		if (text.startsWith(PART, open - PART.length())) {
			part(text, quote + 1);
			return;
		}
		int comma = Characters.skipSpaces(text, quote + 1);
		if (Characters.at(text, comma) != ',') {
			return;
		}
		Word value = Word.at(text, Characters.skipSpaces(text, comma + 1));
		if (value == null || !value.quoted() || !value.isTelling() || !value.isValue()) {
			return;
		}
		int before = skipSpacesBack(text, open - 1);
		char around = Characters.at(text, before);
		boolean pair = around == '[' && (isInList(text, before) || text.startsWith("-", start + 1))
				&& Characters.at(text, Characters.skipSpaces(text, value.next())) == ']';
		if (pair || (around == ',' && isArgument(text, before))) {
			value.mask(this.findings);
		}
	}

	private static boolean isInList(String text, int bracket) {
		int before = skipSpacesBack(text, bracket - 1);
		char c = Characters.at(text, before);
		return c == '[' || (c == ',' && Characters.at(text, skipSpacesBack(text, before - 1)) == ']');
	}

	private static boolean isArgument(String text, int from) {
		for (int i = from; i > 0 && from - i < BEFORE; i--) {
			char c = text.charAt(i);
			if (c == '(') {
				return true;
			}
			if (c == '[' || c == '{' || c == '\n') {
				return false;
			}
		}
		return false;
	}

	private static int skipSpacesBack(String text, int from) {
		int i = from;
		while (from - i < 24 && Characters.isSpace(Characters.at(text, i))) {
			i--;
		}
		return i;
	}

	/**
	 * A part of a form has its value behind an empty line.
	 */
	private void part(String text, int from) {
		int i = from;
		int lines = 0;
		while (lines < 4
				&& (Characters.at(text, i) == '\n' || Characters.at(text, i) == '\r' || isEscapedEnd(text, i))) {
			i += isEscapedEnd(text, i) ? 2 : 1;
			lines++;
		}
		Word value = (lines >= 2) ? Word.at(text, i) : null;
		if (value != null && value.start() == i) {
			value.mask(this.findings);
		}
	}

	private static boolean isEscapedEnd(String text, int index) {
		return text.startsWith("\\n", index) || text.startsWith("\\r", index);
	}

}
