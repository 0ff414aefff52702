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
		int fold = Base64Escapes.fold(text, end);
		boolean folded = fold > 0 && isWidth(width);
		while (folded) {
			int next = lineEnd(text, end + fold);
			int length = next - end - fold;
			boolean last = length > 0 && length < width && length % 4 == 0
					&& (isStop(text, next) || !isWord(text, next - length, next));
			end = (length == width || last) ? next : end;
			fold = Base64Escapes.fold(text, end);
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
			int end = Base64Escapes.foldStart(text, start, from);
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
			int fold = Base64Escapes.fold(text, at);
			int escape = (fold == 0) ? Base64Escapes.escape(text, at) : 0;
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
			int length = Base64Text.isCharacter(text.charAt(end)) ? 1 : Base64Escapes.escape(text, end);
			if (length == 0) {
				return end;
			}
			end += length;
		}
		return end;
	}

	private static int lineStart(String text, int at, int from) {
		int start = at;
		while (start > from
				&& (Base64Text.isCharacter(text.charAt(start - 1)) || Base64Escapes.escape(text, start - 1) > 0)) {
			start--;
		}
		boolean escaped = start < at && start > from && text.charAt(start - 1) == '\\';
		if (!escaped) {
			return start;
		}
		// What an escape ends with is no part of it.
		return Math.min(at, start + ((text.charAt(start) == 'u') ? 5 : 1));
	}

}
