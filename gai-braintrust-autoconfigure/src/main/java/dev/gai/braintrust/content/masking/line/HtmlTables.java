package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a table in HTML, below a heading, an element {@code th}, that names a secret.
 */
final class HtmlTables {

	private static final String ROW = "<tr";

	private static final int LONGEST_ROW = 4096;

	private static final int LONGEST_CELL = 256;

	private static final int MOST_ROWS = 200;

	private static final int MOST_COLUMNS = 32;

	private final SecretFinder.Findings findings;

	/** Behind the last row that was looked at. */
	private int end;

	HtmlTables(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	void begin() {
		this.end = 0;
	}

	/**
	 * Look at a name that fills a heading.
	 * @param close where the closing tag begins
	 */
	void heading(String text, int close) {
		if (close < this.end || !Characters.startsWith(text, close, "</th>")) {
			return;
		}
		int from = Math.max(this.end, close - LONGEST_ROW);
		int found = text.substring(from, close).lastIndexOf(ROW);
		this.end = close;
		if (found < 0) {
			return;
		}
		int row = find(text, ROW, close, close + LONGEST_ROW);
		String[] headings = headings(text, from + found, (row < 0) ? close + LONGEST_ROW : row);
		for (int i = 0; i < MOST_ROWS && row >= 0; i++) {
			int next = find(text, ROW, row + 1, row + LONGEST_ROW);
			int rowEnd = (next < 0) ? Math.min(text.length(), row + LONGEST_ROW) : next;
			cells(text, row, rowEnd, headings);
			this.end = rowEnd;
			row = next;
		}
	}

	private static String[] headings(String text, int row, int rowEnd) {
		String[] headings = new String[MOST_COLUMNS];
		int cell = find(text, "<th", row, rowEnd);
		for (int i = 0; i < MOST_COLUMNS && cell >= 0; i++) {
			Word word = content(text, cell, rowEnd);
			boolean telling = word != null && SecretNames.of(word.value()) == SecretName.ALWAYS;
			headings[i] = (word != null && telling) ? word.small() : "";
			cell = find(text, "<th", cell + 1, rowEnd);
		}
		return headings;
	}

	private void cells(String text, int row, int rowEnd, String[] headings) {
		int cell = find(text, "<td", row, rowEnd);
		for (int i = 0; i < MOST_COLUMNS && cell >= 0 && headings[i] != null; i++) {
			Word value = headings[i].isEmpty() ? null : content(text, cell, rowEnd);
			if (value != null && value.length() >= 4 && value.value().indexOf(' ') < 0
					&& (value.isTelling() || mayBeWord(headings[i])) && value.isValue()) {
				value.mask(this.findings);
			}
			cell = find(text, "<td", cell + 1, rowEnd);
		}
	}

	/**
	 * Whether a word is secret there as well; a token may be one of a language.
	 */
	private static boolean mayBeWord(String heading) {
		return !heading.contains("token");
	}

	/**
	 * What stands between the tags of a cell, {@code null} if nothing does or more tags
	 * do.
	 */
	private static @Nullable Word content(String text, int cell, int rowEnd) {
		int open = find(text, ">", cell, Math.min(rowEnd, cell + LONGEST_CELL));
		int close = (open < 0) ? -1 : find(text, "</t", open, Math.min(rowEnd, open + LONGEST_CELL));
		int start = Characters.skipSpaces(text, open + 1);
		int last = close;
		while (last > start && Characters.isSpace(text.charAt(last - 1))) {
			last--;
		}
		return (last > start && text.charAt(start) != '<') ? new Word(text, start, last, false) : null;
	}

	private static int find(String text, String what, int from, int limit) {
		char first = what.charAt(0);
		for (int i = from; i < limit && i < text.length(); i++) {
			if (text.charAt(i) == first && text.startsWith(what, i)) {
				return i;
			}
		}
		return -1;
	}

}
