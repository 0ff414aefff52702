package dev.gai.braintrust.content.masking.name;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * Words before the signs of an entry that say what it is for: most entries have none, and
 * need no closer look.
 */
public final class EntryWords {

	/** One names the entry. */
	public static final int NAME = 1;

	/** One labels it, or says where it is. */
	public static final int LABEL = 2;

	/** One may say that its value is a secret. */
	public static final int MARK = 4;

	private static final int MOST_QUOTES = 8;

	private EntryWords() {
	}

	/**
	 * Which words there are.
	 * @param text the text
	 * @param from where to begin
	 * @param to where to end
	 * @return some of {@link #NAME}, {@link #LABEL} and {@link #MARK}
	 */
	public static int in(CharSequence text, int from, int to) {
		int words = 0;
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (c == ':' || c == '=') {
				words |= before(text, from, i);
			}
		}
		return words;
	}

	private static int before(CharSequence text, int from, int sign) {
		int end = sign;
		while (end > from && Characters.isSpace(text.charAt(end - 1))) {
			end--;
		}
		while (end > from && isAroundName(text.charAt(end - 1))) {
			end--;
		}
		return switch (Characters.at(text, end - 1) | 0x20) {
			case 'e' -> ends(text, end, "name") ? NAME
					: (ends(text, end, "sensitive") || (ends(text, end, "type") && isSecret(text, sign))) ? MARK : 0;
			case 'y' ->
				(ends(text, end, "key") || ends(text, end, "property")) ? NAME : ends(text, end, "only") ? MARK : 0;
			case 'r' -> ends(text, end, "header") ? NAME : 0;
			case 'l' -> ends(text, end, "label") ? LABEL : 0;
			case 'h' -> ends(text, end, "path") ? LABEL : 0;
			case 'd' ->
				ends(text, end, "field") ? LABEL : (ends(text, end, "secured") || ends(text, end, "masked")) ? MARK : 0;
			case 't' -> ends(text, end, "secret") ? MARK : 0;
			default -> 0;
		};
	}

	private static boolean ends(CharSequence text, int end, String word) {
		return Characters.startsWith(text, end - word.length(), word);
	}

	/**
	 * Whether a type may be {@code secret}, {@code SecureString} or {@code password}.
	 */
	private static boolean isSecret(CharSequence text, int sign) {
		int start = Characters.skipSpaces(text, sign + 1);
		int i = start;
		while (i - start < MOST_QUOTES && isAroundName(Characters.at(text, i))) {
			i++;
		}
		return Characters.startsWith(text, i, "se") || Characters.startsWith(text, i, "pa");
	}

	private static boolean isAroundName(char c) {
		return c == '"' || c == '\'' || c == '\\';
	}

}
