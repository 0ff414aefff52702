package dev.gai.braintrust.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the elements of a list, or the fields of an object, in a text that is JSON.
 */
final class JsonTextParts {

	private final String text;

	private JsonTextParts(String text) {
		this.text = text;
	}

	/**
	 * The parts of a list or an object.
	 * @param text the text, which is JSON
	 * @param start where the list or object begins
	 * @param end where it ends
	 * @return its elements or fields in order
	 */
	static List<Part> of(String text, int start, int end) {
		return new JsonTextParts(text).parts(start, end);
	}

	private List<Part> parts(int start, int end) {
		boolean object = this.text.charAt(start) == '{';
		List<Part> parts = new ArrayList<>();
		int at = blanksEnd(start + 1);
		while (at < end - 1) {
			int value = object ? blanksEnd(blanksEnd(stringEnd(at)) + 1) : at;
			int next = valueEnd(value);
			parts.add(new Part(at, value, next));
			// Behind a comma, or the end.
			at = blanksEnd(blanksEnd(next) + 1);
		}
		return parts;
	}

	private int blanksEnd(int from) {
		int end = from;
		while (end < this.text.length() && this.text.charAt(end) <= ' ') {
			end++;
		}
		return end;
	}

	private int stringEnd(int from) {
		int end = from + 1;
		while (this.text.charAt(end) != '"') {
			end += (this.text.charAt(end) == '\\') ? 2 : 1;
		}
		return end + 1;
	}

	private int valueEnd(int from) {
		int at = from;
		int open = 0;
		do {
			char c = this.text.charAt(at);
			if (c == '"') {
				at = stringEnd(at);
				continue;
			}
			open += (c == '{' || c == '[') ? 1 : (c == '}' || c == ']') ? -1 : 0;
			at++;
		}
		while (open > 0 || !isEnd(at, from));
		return at;
	}

	/** Behind a text or a container all is an end, behind a number only some is. */
	private boolean isEnd(int at, int from) {
		char first = this.text.charAt(from);
		return first == '"' || first == '{' || first == '[' || at == this.text.length() || this.text.charAt(at) <= ' '
				|| ",]}".indexOf(this.text.charAt(at)) >= 0;
	}

	/**
	 * A part of a list or an object.
	 *
	 * @param start where it begins, with its name if it has one
	 * @param value where its value begins
	 * @param end where it ends
	 */
	record Part(int start, int value, int end) {

		int size() {
			return this.end - this.start;
		}

	}

}
