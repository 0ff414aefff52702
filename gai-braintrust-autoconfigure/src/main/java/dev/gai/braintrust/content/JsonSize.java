package dev.gai.braintrust.content;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Measures the JSON of a tree without writing it, and no further than the budget goes.
 */
final class JsonSize {

	private final long max;

	private long size;

	private JsonSize(long max) {
		this.max = max;
	}

	static boolean fits(@Nullable Object tree, int maxBytes) {
		JsonSize measure = new JsonSize(maxBytes);
		measure.add(tree);
		return measure.size <= measure.max;
	}

	private void add(@Nullable Object tree) {
		if (tree instanceof String text) {
			addText(text);
		}
		else if (tree instanceof List<?> list) {
			addList(list);
		}
		else if (tree instanceof Map<?, ?> map) {
			addMap(map);
		}
		else if (tree instanceof Number number) {
			this.size += JsonNumbers.text(number).length();
		}
		else {
			this.size += String.valueOf(tree).length();
		}
	}

	private void addList(List<?> list) {
		this.size += 2 + Math.max(0, list.size() - 1);
		for (Object element : list) {
			if (this.size > this.max) {
				return;
			}
			add(element);
		}
	}

	private void addMap(Map<?, ?> map) {
		this.size += 2 + map.size() + Math.max(0, map.size() - 1);
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			if (this.size > this.max) {
				return;
			}
			addText(String.valueOf(entry.getKey()));
			add(entry.getValue());
		}
	}

	private void addText(String text) {
		this.size += 2;
		for (int i = 0; i < text.length() && this.size <= this.max; i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c) && !WellFormed.isPairAt(text, i)) {
				this.size += 3;
			}
			else if (Character.isHighSurrogate(c)) {
				this.size += 4;
				i++;
			}
			else {
				this.size += (c == '"' || c == '\\') ? 2 : (c < ' ') ? escapeLength(c) : utf8Length(c);
			}
		}
	}

	private static int escapeLength(char control) {
		return ("\b\t\n\f\r".indexOf(control) >= 0) ? 2 : 6;
	}

	/**
	 * Of a pair of surrogates, each half counts for two of its four bytes.
	 */
	private static int utf8Length(char c) {
		if (c < 0x80) {
			return 1;
		}
		return (c < 0x800 || Character.isSurrogate(c)) ? 2 : 3;
	}

}
