package dev.gai.braintrust.response.usage;

import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Looks for fields in JSON that has not been parsed: most answers need not be. One pass
 * over the text, whatever the number of names. Immutable.
 *
 * @since 0.1.0
 */
@Internal
public final class JsonFields {

	/** Ends a name, unless it stands in a text, where it is escaped. */
	private static final String END = "\":";

	private final Set<String> names;

	/** A bit for each length that a name has, so that few names have to be copied. */
	private final long lengths;

	/**
	 * Creates a search.
	 * @param names the names, of fewer than 64 characters
	 */
	public JsonFields(Set<String> names) {
		this.names = names;
		this.lengths = names.stream().mapToLong((name) -> 1L << name.length()).reduce(0, (all, one) -> all | one);
	}

	/**
	 * Whether one of the names has a value that says something: {@code null},
	 * {@code false}, a zero, and an empty text, list or object do not.
	 * @param json the text
	 * @return whether there is one
	 */
	public boolean areIn(String json) {
		for (int end = json.indexOf(END); end >= 0; end = json.indexOf(END, end + END.length())) {
			if (isFull(json, end + END.length()) && isOne(json, end)) {
				return true;
			}
		}
		return false;
	}

	private boolean isOne(String json, int end) {
		if (end == 0 || json.charAt(end - 1) == '\\') {
			return false;
		}
		int start = json.lastIndexOf('"', end - 1) + 1;
		int length = end - start;
		return start > 0 && length < Long.SIZE && (this.lengths & (1L << length)) != 0
				&& this.names.contains(json.substring(start, end));
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
