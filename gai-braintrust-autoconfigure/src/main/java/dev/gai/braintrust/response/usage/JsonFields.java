package dev.gai.braintrust.response.usage;

import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Looks for fields in JSON that has not been parsed: most answers need not be. One pass
 * over the text, whatever the number of names.
 *
 * @since 0.1.0
 */
@Internal
public final class JsonFields {

	/** Ends a name, unless it stands in a text, where it is escaped. */
	private static final String END = "\":";

	private JsonFields() {
	}

	/**
	 * Whether one of the names has a value that says something: {@code null},
	 * {@code false}, a zero, and an empty text, list or object do not.
	 * @param json the text
	 * @param names the names
	 * @return whether there is one
	 */
	public static boolean haveOne(String json, Set<String> names) {
		for (int end = json.indexOf(END); end >= 0; end = json.indexOf(END, end + END.length())) {
			int start = (end > 0 && json.charAt(end - 1) != '\\') ? json.lastIndexOf('"', end - 1) : -1;
			if (start >= 0 && names.contains(json.substring(start + 1, end)) && isFull(json, end + END.length())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isFull(String json, int from) {
		int first = skipSpace(json, from);
		if (first >= json.length()) {
			return false;
		}
		char start = json.charAt(first);
		if (start == '"' || start == '[' || start == '{') {
			int next = skipSpace(json, first + 1);
			return next < json.length() && json.charAt(next) != closing(start);
		}
		return start == 't' || (start >= '1' && start <= '9');
	}

	private static char closing(char opening) {
		return switch (opening) {
			case '[' -> ']';
			case '{' -> '}';
			default -> '"';
		};
	}

	private static int skipSpace(String json, int from) {
		int position = from;
		while (position < json.length() && json.charAt(position) <= ' ') {
			position++;
		}
		return position;
	}

}
