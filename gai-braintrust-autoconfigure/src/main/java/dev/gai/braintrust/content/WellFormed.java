package dev.gai.braintrust.content;

/**
 * Text that has a form in UTF-8: half of a surrogate pair has none and is replaced.
 */
final class WellFormed {

	static final char REPLACEMENT = '\ufffd';

	private WellFormed() {
	}

	static String text(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!isPairAt(text, i)) {
					return repaired(text);
				}
				i++;
			}
		}
		return text;
	}

	static boolean isPairAt(CharSequence text, int index) {
		return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
	}

	private static String repaired(String text) {
		char[] characters = text.toCharArray();
		for (int i = 0; i < characters.length; i++) {
			if (Character.isSurrogate(characters[i])) {
				if (isPairAt(text, i)) {
					i++;
				}
				else {
					characters[i] = REPLACEMENT;
				}
			}
		}
		return new String(characters);
	}

}
