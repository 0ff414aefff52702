package dev.gai.braintrust.content.media;

/**
 * Signs of Base64 and ends of its lines, as they are or escaped for JSON and URLs.
 */
final class Base64Escapes {

	/** JSON in JSON in JSON. */
	private static final int MOST_BACKSLASHES = 8;

	private Base64Escapes() {
	}

	/**
	 * How long the escape of a sign is.
	 * @return the length, 0 if there is none
	 */
	static int escape(String text, int at) {
		char c = text.charAt(at);
		if (c == '%') {
			return isOne(text, at + 1, "2B", "2F", "3D") ? 3 : 0;
		}
		int backslashes = (c == '\\') ? backslashes(text, at) : 0;
		int next = at + backslashes;
		if (backslashes == 0 || next >= text.length()) {
			return 0;
		}
		if (text.charAt(next) == '/') {
			return backslashes + 1;
		}
		boolean unicode = text.startsWith("u00", next) && isOne(text, next + 3, "2B", "2F", "3D");
		return unicode ? backslashes + 5 : 0;
	}

	private static boolean isOne(String text, int at, String... signs) {
		for (String sign : signs) {
			if (text.regionMatches(true, at, sign, 0, sign.length())) {
				return true;
			}
		}
		return false;
	}

	private static int backslashes(String text, int at) {
		int end = at;
		while (end < text.length() && end - at <= MOST_BACKSLASHES && text.charAt(end) == '\\') {
			end++;
		}
		return (end - at <= MOST_BACKSLASHES) ? end - at : 0;
	}

	/**
	 * How long the end of a line is.
	 * @return the length, 0 if there is none
	 */
	static int fold(String text, int at) {
		int first = sign(text, at, '\r', 'r', "%0D");
		int second = sign(text, at + first, '\n', 'n', "%0A");
		return (second > 0) ? first + second : 0;
	}

	private static int sign(String text, int at, char raw, char escaped, String encoded) {
		if (at >= text.length()) {
			return 0;
		}
		if (text.charAt(at) == raw) {
			return 1;
		}
		if (text.charAt(at) == '%') {
			return isOne(text, at, encoded) ? encoded.length() : 0;
		}
		int backslashes = (text.charAt(at) == '\\') ? backslashes(text, at) : 0;
		boolean there = backslashes > 0 && at + backslashes < text.length() && text.charAt(at + backslashes) == escaped;
		return there ? backslashes + 1 : 0;
	}

	/**
	 * Where the end of a line begins that ends at a place.
	 * @return the place itself if there is none
	 */
	static int foldStart(String text, int at, int from) {
		int start = signStart(text, at, from, '\n', 'n');
		return (start < at) ? signStart(text, start, from, '\r', 'r') : at;
	}

	private static int signStart(String text, int at, int from, char raw, char escaped) {
		if (at > from && text.charAt(at - 1) == raw) {
			return at - 1;
		}
		int start = at - 1;
		while (start > from && at - start <= MOST_BACKSLASHES
				&& text.charAt(start) == ((start == at - 1) ? escaped : '\\') && text.charAt(start - 1) == '\\') {
			start--;
		}
		return (start < at - 1) ? start : at;
	}

}
