package dev.gai.braintrust.content.media;

import java.util.Locale;

/**
 * Where Base64 begins and ends within a text. It may be folded to lines of one width, as
 * MIME has it, and its signs and the ends of lines may be escaped, as JSON and URLs have
 * them.
 */
final class Base64Run {

	private static final int NARROWEST = 40;

	private static final int WIDEST = 1024;

	/** JSON in JSON in JSON. */
	private static final int MOST_BACKSLASHES = 8;

	/** Nobody goes further back for the beginning. */
	static final int FURTHEST = 512;

	private Base64Run() {
	}

	/**
	 * Where Base64 ends.
	 * @param text a text
	 * @param from where it begins
	 * @return the place behind its last character, {@code from} if there is none
	 */
	static int end(String text, int from) {
		int end = lineEnd(text, from);
		int width = end - from;
		int fold = fold(text, end);
		boolean folded = fold > 0 && isWidth(width);
		while (folded) {
			int next = lineEnd(text, end + fold);
			int length = next - end - fold;
			boolean last = length > 0 && length < width && length % 4 == 0
					&& (isStop(text, next) || !isWord(text, next - length, next));
			end = (length == width || last) ? next : end;
			fold = fold(text, end);
			folded = length == width && fold > 0;
		}
		return end;
	}

	/**
	 * Where Base64 begins.
	 * @param text a text
	 * @param at a place that may be in the midst of it
	 * @param from no place before this one
	 * @return the place of its first character
	 */
	static int start(String text, int at, int from) {
		int start = lineStart(text, at, from);
		int width = 0;
		while (start > from && at - start < FURTHEST) {
			int end = foldStart(text, start, from);
			int before = (end < start) ? lineStart(text, end, from) : end;
			boolean line = end < start && isWidth(end - before) && (width == 0 || end - before == width);
			if (!line) {
				break;
			}
			width = end - before;
			start = before;
		}
		return start;
	}

	/**
	 * Base64 in one line and without escapes.
	 * @param text Base64 as it stands in a text
	 * @return its characters, the text itself if there is nothing else
	 */
	static String plain(String text) {
		if (text.indexOf('\\') < 0 && text.indexOf('%') < 0 && text.indexOf('\n') < 0) {
			return text;
		}
		StringBuilder plain = new StringBuilder(text.length());
		int at = 0;
		while (at < text.length()) {
			int fold = fold(text, at);
			int escape = (fold == 0) ? escape(text, at) : 0;
			if (fold == 0) {
				plain.append((escape > 0) ? sign(text.charAt(at + escape - 1)) : text.charAt(at));
			}
			at += (fold > 0) ? fold : Math.max(1, escape);
		}
		return plain.toString();
	}

	/** By the last character of an escape. */
	private static char sign(char last) {
		return switch (last) {
			case 'b', 'B' -> '+';
			case 'd', 'D' -> '=';
			default -> '/';
		};
	}

	private static boolean isWidth(int width) {
		return width >= NARROWEST && width <= WIDEST && width % 4 == 0;
	}

	/** Whether somebody may have written it: a word, a name or a number. */
	private static boolean isWord(String text, int from, int to) {
		String rest = text.substring(from + 1, to);
		boolean number = text.substring(from, to).chars().allMatch((c) -> c >= '0' && c <= '9');
		boolean name = Character.isLetter(text.charAt(from)) && rest.chars().allMatch(Character::isLetter)
				&& (rest.equals(rest.toLowerCase(Locale.ROOT)) || rest.equals(rest.toUpperCase(Locale.ROOT)));
		return number || name;
	}

	/** What may stand behind the last line, where words go on after a blank. */
	private static boolean isStop(String text, int at) {
		return at == text.length() || "\r\n\"'\\<&)`%".indexOf(text.charAt(at)) >= 0;
	}

	private static int lineEnd(String text, int from) {
		int end = from;
		while (end < text.length()) {
			int length = Base64Text.isCharacter(text.charAt(end)) ? 1 : escape(text, end);
			if (length == 0) {
				return end;
			}
			end += length;
		}
		return end;
	}

	private static int lineStart(String text, int at, int from) {
		int start = at;
		while (start > from && (Base64Text.isCharacter(text.charAt(start - 1)) || escape(text, start - 1) > 0)) {
			start--;
		}
		boolean escaped = start < at && start > from && text.charAt(start - 1) == '\\';
		if (!escaped) {
			return start;
		}
		// What an escape ends with is no part of it.
		return Math.min(at, start + ((text.charAt(start) == 'u') ? 5 : 1));
	}

	/**
	 * How long the escape of a sign is.
	 * @return the length, 0 if there is none
	 */
	private static int escape(String text, int at) {
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
	private static int fold(String text, int at) {
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
	private static int foldStart(String text, int at, int from) {
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
