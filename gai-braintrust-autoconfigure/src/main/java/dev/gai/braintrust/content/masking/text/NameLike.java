package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Tells a name that somebody made up, words joined by dashes or underscores, from what is
 * random: {@code configuration-service-v2} begins like a key and is none.
 */
@Internal
public final class NameLike {

	/** No name is longer, and none is looked at from each of its words again. */
	private static final int LONGEST = 96;

	/** No word is longer. */
	private static final int LONGEST_WORD = 20;

	/** Of digits: a year, a day, a version. */
	private static final int LONGEST_NUMBER = 4;

	private NameLike() {
	}

	/**
	 * Whether there are several words, numbers and versions and nothing else.
	 * @param text the text
	 * @param start where the name begins
	 * @param end behind the name
	 * @return whether there are
	 */
	public static boolean isOne(CharSequence text, int start, int end) {
		if (end - start > LONGEST) {
			return false;
		}
		int words = 0;
		int parts = 0;
		int part = start;
		for (int i = start; i <= end; i++) {
			if (i == end || text.charAt(i) == '-' || text.charAt(i) == '_') {
				boolean word = isWord(text, part, i);
				if (!word && !isNumber(text, part, i)) {
					return false;
				}
				words += word ? 1 : 0;
				parts++;
				part = i + 1;
			}
		}
		return parts > 1 && words > 0;
	}

	/**
	 * Small letters, the first of which may be a capital.
	 */
	private static boolean isWord(CharSequence text, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (!(c >= 'a' && c <= 'z') && !(i == start && c >= 'A' && c <= 'Z')) {
				return false;
			}
		}
		return end > start && end - start <= LONGEST_WORD;
	}

	/**
	 * Digits, behind a {@code v} those of a version.
	 */
	private static boolean isNumber(CharSequence text, int start, int end) {
		int first = (end - start > 1 && text.charAt(start) == 'v') ? start + 1 : start;
		for (int i = first; i < end; i++) {
			if (!Ascii.isDigit(text.charAt(i))) {
				return false;
			}
		}
		return end > first && end - first <= LONGEST_NUMBER;
	}

}
