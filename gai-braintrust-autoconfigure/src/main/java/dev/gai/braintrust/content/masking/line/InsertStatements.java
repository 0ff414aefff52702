package dev.gai.braintrust.content.masking.line;

import java.util.Locale;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * {@code insert into users (name, password) values ('joe', 'secret')}.
 */
final class InsertStatements {

	private static final int FAR = 400;

	private static final int MOST_ROWS = 200;

	private InsertStatements() {
	}

	/**
	 * Look at a name that may be that of a column.
	 */
	static void column(String text, int start, int end, SecretFinder.Findings findings) {
		int open = start - 1;
		int column = 0;
		while (start - open < FAR && Characters.at(text, open) != '(' && isOfNames(Characters.at(text, open))) {
			column += (text.charAt(open) == ',') ? 1 : 0;
			open--;
		}
		if (Characters.at(text, open) != '(' || !isInsert(text, open)) {
			return;
		}
		int close = end;
		while (close - end < FAR && isOfNames(Characters.at(text, close))) {
			close++;
		}
		int values = Characters.skipSpaces(text, close + 1);
		if (Characters.at(text, close) != ')' || !Characters.startsWith(text, values, "values")) {
			return;
		}
		int row = Characters.skipSpaces(text, values + "values".length());
		for (int i = 0; i < MOST_ROWS && Characters.at(text, row) == '('; i++) {
			int rowEnd = row(text, row + 1, column, findings);
			int comma = (rowEnd > 0) ? Characters.skipSpaces(text, rowEnd) : -1;
			row = (Characters.at(text, comma) == ',') ? Characters.skipSpaces(text, comma + 1) : -1;
		}
	}

	private static boolean isInsert(String text, int open) {
		String before = text.substring(Math.max(0, open - FAR / 4), open).toLowerCase(Locale.ROOT);
		int into = before.lastIndexOf("into ");
		return into >= 0 && before.indexOf('(', into) < 0 && before.lastIndexOf("insert", into) >= 0;
	}

	/**
	 * The values of a row.
	 * @return behind its bracket, or -1
	 */
	private static int row(String text, int from, int column, SecretFinder.Findings findings) {
		int i = from;
		int cell = 0;
		while (i < text.length() && i - from < FAR * 4) {
			char c = text.charAt(i);
			if (c == '\'' || c == '"') {
				int end = i + 1;
				while (end < text.length() && end - i < FAR && text.charAt(end) != c) {
					end++;
				}
				if (Characters.at(text, end) != c) {
					return -1;
				}
				Word value = new Word(text, i + 1, end, true);
				if (cell == column && end > i + 1 && value.isValue()) {
					value.mask(findings);
				}
				i = end;
			}
			else if (c == ')') {
				return i + 1;
			}
			cell += (c == ',') ? 1 : 0;
			i++;
		}
		return -1;
	}

	private static boolean isOfNames(char c) {
		return Characters.isNamePart(c) || Characters.isSpace(c) || c == ',' || c == '`' || c == '"' || c == '['
				|| c == ']';
	}

}
