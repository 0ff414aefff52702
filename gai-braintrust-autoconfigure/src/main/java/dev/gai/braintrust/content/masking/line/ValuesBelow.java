package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values below a telling name: of YAML in a list, also in one line, or under names of
 * their own; of HCL up to a mark. What may be a name itself stays, as in a list of the
 * secrets that a service uses.
 */
public final class ValuesBelow {

	private static final int MOST_LINES = 50;

	private static final int LONGEST = 256;

	private static final int LONG = 20;

	private static final int LONG_NAME = 64;

	private ValuesBelow() {
	}

	/**
	 * Looks behind the colon.
	 * @param text the text
	 * @param start where the name begins
	 * @param from where a value would begin
	 * @param findings told of what is found
	 */
	public static void find(String text, int start, int from, SecretFinder.Findings findings) {
		char first = Characters.at(text, from);
		if (first == '[') {
			list(text, from + 1, findings);
		}
		else if (first == '\n' || first == '\r') {
			lines(text, start, from, false, findings);
		}
	}

	/**
	 * Looks for what is random in a list whose name may be that of words as well:
	 * {@code tokens:}.
	 * @param text the text
	 * @param start where the name begins
	 * @param from behind the colon
	 * @param findings told of what is found
	 */
	public static void findRandom(String text, int start, int from, SecretFinder.Findings findings) {
		int end = Characters.skipBlanks(text, from);
		if (Characters.at(text, end) == '\n' || Characters.at(text, end) == '\r') {
			lines(text, start, end, true, findings);
		}
	}

	/**
	 * Looks at {@code password = <<EOF}, as HCL and scripts write what has lines of its
	 * own, and {@code password <<EOF} alone in its line.
	 * @param text the text
	 * @param first the first of the signs
	 * @param last the last of them
	 * @param findings told of what is found
	 */
	static void document(String text, int first, int last, SecretFinder.Findings findings) {
		int sign = Characters.skipBlanksBack(text, first - 1);
		boolean signed = Characters.at(text, sign) == '=';
		int nameEnd = signed ? Characters.skipBlanksBack(text, sign - 1) + 1 : sign + 1;
		int start = nameEnd;
		while (nameEnd - start < LONG_NAME && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		boolean begins = start == 0 || Characters.at(text, start - 1) == '\n' || Rows.isBreak(text, start - 2);
		if ((!signed && !begins) || start == nameEnd
				|| SecretNames.of(text.substring(start, nameEnd)) != SecretName.ALWAYS) {
			return;
		}
		Word mark = Word.at(text, last + (("-~".indexOf(Characters.at(text, last + 1)) >= 0) ? 2 : 1));
		int line = (mark != null && mark.isLineEnd()) ? Rows.next(text, Rows.end(text, mark.next())) : -1;
		for (int i = 0; i < MOST_LINES && line >= 0; i++) {
			Word value = Word.at(text, line);
			if (mark == null || (value != null && value.value().equals(mark.value()))) {
				return;
			}
			if (value != null && value.isLineEnd()) {
				mask(value, findings);
			}
			line = Rows.next(text, Rows.end(text, line));
		}
	}

	private static void list(String text, int from, SecretFinder.Findings findings) {
		int i = from;
		for (int count = 0; count < MOST_LINES; count++) {
			Word word = Word.at(text, Characters.skipSpaces(text, i));
			if (word == null) {
				return;
			}
			int bracket = word.quoted() ? -1 : word.value().indexOf(']');
			Word value = (bracket < 0) ? word : new Word(text, word.start(), word.start() + bracket, false);
			mask(value, findings);
			i = Characters.skipSpaces(text, value.next());
			if (Characters.at(text, i) != ',') {
				return;
			}
			i++;
		}
	}

	private static void lines(String text, int start, int from, boolean random, SecretFinder.Findings findings) {
		int indent = 0;
		while (indent < LONGEST && Characters.isBlank(Characters.at(text, start - 1 - indent))) {
			indent++;
		}
		int line = Rows.next(text, from);
		for (int i = 0; i < MOST_LINES && line >= 0; i++) {
			int first = Characters.skipBlanks(text, line);
			boolean item = Characters.at(text, first) == '-' && Characters.isBlank(Characters.at(text, first + 1));
			if (first - line < indent || (first - line == indent && !item)) {
				return;
			}
			value(text, item ? Characters.skipBlanks(text, first + 1) : first, random, findings);
			line = Rows.next(text, Rows.end(text, first));
		}
	}

	private static void value(String text, int first, boolean random, SecretFinder.Findings findings) {
		int colon = first;
		while (colon - first < LONGEST && Characters.isNamePart(Characters.at(text, colon))) {
			colon++;
		}
		boolean named = colon > first && Characters.at(text, colon) == ':'
				&& Characters.isBlank(Characters.at(text, colon + 1));
		Word value = Word.at(text, named ? colon + 1 : first);
		if (value != null && value.isLineEnd() && (!random || isRandom(value))) {
			mask(value, findings);
		}
	}

	private static boolean isRandom(Word value) {
		return value.length() >= LONG && value.hasLettersAndDigits()
				&& value.value().chars().allMatch((c) -> Ascii.isLetterOrDigit((char) c));
	}

	private static void mask(Word value, SecretFinder.Findings findings) {
		if (value.length() > 0 && value.isTelling() && value.isValue()) {
			value.mask(findings);
		}
	}

}
