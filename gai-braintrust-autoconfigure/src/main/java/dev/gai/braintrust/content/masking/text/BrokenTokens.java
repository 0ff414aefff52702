package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * JSON Web Tokens that go on in the next lines, as terminals and mails break them: lines
 * of one length, or one line for each part.
 */
@Internal
public final class BrokenTokens {

	/** How each part but the last begins: it is an object. */
	private static final String OBJECT = "eyJ";

	private static final int LONGEST = 8192;

	private static final int SHORTEST_LINE = 40;

	private static final int SHORTEST_PART = 10;

	private static final int SHORTEST_SIGNATURE = 20;

	private static final int LONGEST_INDENT = 16;

	private BrokenTokens() {
	}

	/**
	 * Where a broken token ends.
	 * @param text the text
	 * @param start where it may begin
	 * @return its end, or -1 if none begins there
	 */
	public static int end(CharSequence text, int start) {
		if (!isObject(text, start)) {
			return -1;
		}
		int line = lineStart(text, start);
		int width = -1;
		int dots = 0;
		int part = 0;
		int i = start;
		boolean broken = false;
		while (i < text.length() && i - start < LONGEST) {
			char c = text.charAt(i);
			int next = (c == '.' || CharacterClass.W.has(c)) ? -1 : afterBreak(text, i);
			if (CharacterClass.W.has(c)) {
				if (dots == 1 && part < OBJECT.length() && c != OBJECT.charAt(part)) {
					return -1;
				}
				part++;
				i++;
			}
			else if (c == '.' && dots < 2 && part >= SHORTEST_PART) {
				dots++;
				part = 0;
				i++;
			}
			else if (next > 0 && (text.charAt(i - 1) == '.'
					|| (isFull(i - line, (dots == 2) ? Math.max(width, 0) : width) && !isSignature(dots, part)))) {
				width = (text.charAt(i - 1) == '.') ? width : i - line;
				line = Characters.skipBlanks(text, next);
				i = line;
				broken = true;
			}
			else {
				break;
			}
		}
		return (broken && dots == 2 && part >= SHORTEST_SIGNATURE) ? i : -1;
	}

	private static boolean isObject(CharSequence text, int start) {
		for (int i = 0; i < OBJECT.length(); i++) {
			if (Characters.at(text, start + i) != OBJECT.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/** As long as those of the usual algorithms. */
	private static boolean isSignature(int dots, int length) {
		return dots == 2 && (length == 43 || length == 86 || length == 342);
	}

	private static boolean isFull(int length, int width) {
		return (width < 0) ? length >= SHORTEST_LINE : length == width;
	}

	private static int lineStart(CharSequence text, int from) {
		int start = from;
		while (start > 0 && text.charAt(start - 1) != '\n' && from - start < SHORTEST_LINE) {
			start--;
		}
		return Characters.skipBlanks(text, start);
	}

	/** Or behind an escape sequence for one. */
	private static int afterBreak(CharSequence text, int index) {
		int i = index;
		i += (Characters.at(text, i) == '\r') ? 1 : isEscape(text, i, 'r') ? 2 : 0;
		int next = (Characters.at(text, i) == '\n') ? i + 1 : isEscape(text, i, 'n') ? i + 2 : -1;
		int first = (next > 0) ? Characters.skipBlanks(text, next) : -1;
		boolean goesOn = first > 0 && first - next <= LONGEST_INDENT
				&& CharacterClass.W.has(Characters.at(text, first));
		return goesOn ? next : -1;
	}

	private static boolean isEscape(CharSequence text, int index, char letter) {
		return Characters.at(text, index) == '\\' && Characters.at(text, index + 1) == letter;
	}

}
