package dev.gai.braintrust.content.masking.line;

import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values in a column whose head tells: the rows of a CSV file, what a data base prints.
 */
final class Columns {

	private static final int LONGEST_LINE = 2048;

	private static final int LONGEST_NAME = 40;

	private static final int MOST_ROWS = 500;

	private static final int MOST_COLUMNS = 100;

	private final SecretFinder.Findings findings;

	/** Behind the last head that was looked at. */
	private int headEnd;

	/**
	 * Where the line was already too long for a head, which is not found out again for
	 * each name in it.
	 */
	private int longLine;

	Columns(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	void begin() {
		this.headEnd = 0;
		this.longLine = -1;
	}

	/**
	 * Look at a name that may be the head of a column.
	 */
	void head(String text, int start, int end) {
		int line = (start < this.headEnd) ? -1 : lineStart(text, start);
		if (line < 0) {
			return;
		}
		int lineEnd = Rows.end(text, end);
		this.headEnd = lineEnd;
		char separator = separator(text, start, end, lineEnd);
		if (separator == '\0' || lineEnd - line >= LONGEST_LINE || isAlone(text, line, lineEnd, separator)
				|| !areNames(text, line, lineEnd, separator)) {
			return;
		}
		int count = Rows.count(text, line, lineEnd, separator);
		int column = Rows.count(text, line, start, separator);
		boolean[] telling = telling(text, line, lineEnd, separator, column);
		int row = Rows.next(text, lineEnd);
		if (separator == '|') {
			int rule = Rows.end(text, row);
			if (row < 0 || !isRule(text, row, rule)) {
				return;
			}
			row = Rows.next(text, rule);
		}
		for (int i = 0; i < MOST_ROWS && row >= 0; i++) {
			int rowEnd = Rows.end(text, row);
			if (rowEnd - row > LONGEST_LINE || Rows.count(text, row, rowEnd, separator) != count) {
				break;
			}
			for (int cell = column; cell < telling.length; cell++) {
				if (telling[cell]) {
					cell(text, Rows.cell(text, row, rowEnd, cell, separator), rowEnd, separator);
				}
			}
			row = Rows.next(text, rowEnd);
		}
		this.headEnd = (row < 0) ? text.length() : Math.max(lineEnd, row);
	}

	/**
	 * Which columns tell, from the first of them on.
	 */
	private static boolean[] telling(String text, int line, int lineEnd, char separator, int first) {
		String[] names = text.substring(line, lineEnd).split(Pattern.quote(String.valueOf(separator)), MOST_COLUMNS);
		boolean[] telling = new boolean[Math.max(first + 1, names.length)];
		for (int i = first; i < names.length; i++) {
			String name = names[i].strip();
			boolean quoted = name.length() > 2 && Characters.isQuote(name.charAt(0));
			telling[i] = SecretNames.of(quoted ? name.substring(1, name.length() - 1) : name) == SecretName.ALWAYS;
		}
		telling[first] = true;
		return telling;
	}

	private void cell(String text, int from, int rowEnd, char separator) {
		int start = Characters.skipBlanks(text, from);
		int end = start;
		while (end < rowEnd && text.charAt(end) != separator) {
			end++;
		}
		while (end > start && Characters.isBlank(text.charAt(end - 1))) {
			end--;
		}
		boolean quoted = end - start > 2 && Characters.isQuote(text.charAt(start));
		Word value = quoted ? new Word(text, start + 1, end - 1, true) : new Word(text, start, end, false);
		if (end > start && value.isValue()) {
			value.mask(this.findings);
		}
	}

	private int lineStart(String text, int from) {
		int i = from;
		while (i > 0 && !isLineStart(text, i)) {
			if (i == this.longLine || from - i >= LONGEST_LINE) {
				this.longLine = from;
				return -1;
			}
			i--;
		}
		return (from - i < LONGEST_LINE) ? i : -1;
	}

	private static boolean isLineStart(String text, int index) {
		char last = text.charAt(index - 1);
		return last == '\n' || Rows.isBreak(text, index - 2)
				|| ((last == '"' || last == ' ') && Characters.at(text, index - 2) == ':');
	}

	/**
	 * What parts the name from those beside it, {@code \0} if nothing does.
	 */
	private static char separator(String text, int start, int end, int lineEnd) {
		int after = Characters.skipBlanks(text, end);
		after += Characters.isQuote(Characters.at(text, after)) ? 1 : 0;
		char next = (after < lineEnd) ? text.charAt(after) : '\0';
		int before = Characters.skipBlanksBack(text, start - 1);
		before -= Characters.isQuote(Characters.at(text, before)) ? 1 : 0;
		char last = Characters.at(text, before);
		if (Characters.at(text, end) == '\t' || Characters.at(text, start - 1) == '\t') {
			return '\t';
		}
		return (",;|".indexOf(next) >= 0) ? next : (",;|".indexOf(last) >= 0) ? last : '\0';
	}

	/**
	 * Whether nothing but names stands in a line, as in the head of a table.
	 */
	private static boolean areNames(String text, int start, int end, char separator) {
		int length = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			length = (c == separator) ? 0 : length + 1;
			if (length > LONGEST_NAME || (c != separator && c != ' ' && !Characters.isQuote(c)
					&& !Characters.isNamePart(c) && c < 0x80)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether no other name follows, as in {@code String password;} and
	 * <code>{ type: "password",</code>.
	 */
	private static boolean isAlone(String text, int start, int end, char separator) {
		int last = Characters.skipBlanksBack(text, end - 1);
		return separator != '|' && Characters.at(text, last) == separator
				&& Rows.count(text, start, end, separator) == 1;
	}

	private static boolean isRule(String text, int start, int end) {
		boolean plus = false;
		for (int i = start; i < end; i++) {
			if ("-+ |".indexOf(text.charAt(i)) < 0) {
				return false;
			}
			plus |= text.charAt(i) == '+';
		}
		return plus;
	}

}
