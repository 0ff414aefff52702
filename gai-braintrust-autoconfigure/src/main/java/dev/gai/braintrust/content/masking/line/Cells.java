package dev.gai.braintrust.content.masking.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values in the cell of a table or the element beside their name:
 * {@code | password | … |}, {@code <key>Password</key><string>…</string>}.
 */
final class Cells {

	/** Elements with a name, for which another one has the value. */
	private static final Set<String> NAMES = Set.of("key", "name", "param-name", "parametername");

	private static final int LONGEST_TAG = 64;

	private static final int LONGEST_VALUE = 512;

	private static final int MOST_ROWS = 200;

	private final SecretFinder.Findings findings;

	/** Behind the last table that was looked at. */
	private int tableEnd;

	Cells(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	void begin() {
		this.tableEnd = 0;
	}

	/**
	 * Look at a name that may fill a cell of a table in Markdown.
	 */
	void column(String text, int start, int end) {
		int bar = skipMarkup(text, end);
		int before = start - 1;
		while (start - before < 8 && isMarkup(Characters.at(text, before))) {
			before--;
		}
		if (Characters.at(text, bar) != '|' || Characters.at(text, before) != '|') {
			return;
		}
		value(text, bar + 1);
		if (start >= this.tableEnd) {
			rows(text, before);
		}
	}

	private void value(String text, int from) {
		Word value = Word.at(text, skipMarkup(text, from));
		if (value == null) {
			return;
		}
		int next = skipMarkup(text, value.next());
		boolean whole = Characters.at(text, next) == '|' || Word.isLineEnd(text, next);
		if (whole && value.isTelling() && value.isValue()) {
			value.mask(this.findings);
		}
	}

	/**
	 * The rows below, if this is the head of a table.
	 */
	private void rows(String text, int bar) {
		int line = text.lastIndexOf('\n', bar) + 1;
		int end = endOfLine(text, bar);
		this.tableEnd = end;
		int rule = end + 1;
		int afterRule = endOfLine(text, rule);
		if (bar - line > LONGEST_VALUE || !text.startsWith("|", rule) || Characters.at(text, rule + 1) == '\0'
				|| !isRule(text, rule, afterRule)) {
			return;
		}
		List<Integer> columns = columns(text, line, end);
		int row = afterRule + 1;
		for (int i = 0; i < MOST_ROWS && Characters.at(text, row) == '|'; i++) {
			int rowEnd = endOfLine(text, row);
			for (int column : columns) {
				int cell = cell(text, row, rowEnd, column);
				if (cell > 0) {
					value(text, cell);
				}
			}
			row = rowEnd + 1;
		}
		this.tableEnd = row;
	}

	private static List<Integer> columns(String text, int line, int end) {
		List<Integer> telling = new ArrayList<>();
		String[] cells = text.substring(line, end).split("\\|");
		for (int i = 1; i < cells.length; i++) {
			if (SecretNames.of(cells[i].replace("*", "").replace("`", "").strip()) == SecretName.ALWAYS
					&& telling.size() < 4) {
				telling.add(i);
			}
		}
		return telling;
	}

	private static int cell(String text, int row, int end, int column) {
		int bar = row;
		for (int i = 1; i < column && bar >= 0; i++) {
			bar = text.indexOf('|', bar + 1);
		}
		return (bar >= 0 && bar < end) ? bar + 1 : -1;
	}

	private static boolean isRule(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if ("|-: \r".indexOf(text.charAt(i)) < 0) {
				return false;
			}
		}
		return end > start + 1;
	}

	private static int endOfLine(String text, int from) {
		int end = text.indexOf('\n', from);
		return (end < 0) ? text.length() : end;
	}

	private static int skipMarkup(String text, int from) {
		int i = from;
		while (i - from < 24 && isMarkup(Characters.at(text, i))) {
			i++;
		}
		return i;
	}

	private static boolean isMarkup(char c) {
		return c == ' ' || c == '\t' || c == '*' || c == '`';
	}

	/**
	 * Look at a name that may fill an element.
	 * @param end where the closing tag begins
	 */
	void element(String text, int start, int end) {
		if (Characters.at(text, end + 1) != '/' || Characters.at(text, start - 1) != '>') {
			return;
		}
		int close = Near.next(text, ">", end);
		if (close < 0 || close - end > LONGEST_TAG) {
			return;
		}
		boolean named = NAMES.contains(text.substring(end + 2, close).toLowerCase(Locale.ROOT));
		int i = Characters.skipSpaces(text, close + 1);
		int tags = 0;
		while (tags < 4 && Characters.at(text, i) == '<' && Characters.at(text, i + 1) != '/') {
			int tagEnd = Near.next(text, ">", i);
			if (tagEnd < 0 || tagEnd - i > LONGEST_TAG || text.charAt(tagEnd - 1) == '/') {
				return;
			}
			i = Characters.skipSpaces(text, tagEnd + 1);
			tags++;
		}
		int valueEnd = i;
		while (valueEnd - i < LONGEST_VALUE && valueEnd < text.length() && text.charAt(valueEnd) != '<') {
			valueEnd++;
		}
		if (tags == 0 || valueEnd == i || Characters.at(text, valueEnd) != '<') {
			return;
		}
		Word value = new Word(text, i, valueEnd, false);
		if (named ? !SecretValue.isNone(value.value()) && !SecretValue.isPlaceholder(value.value())
				: value.isTelling() && value.isValue()) {
			value.mask(this.findings);
		}
	}

}
