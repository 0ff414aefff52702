package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * The last three letters of the names that matter: most names do not end so, and need no
 * closer look.
 */
final class NameEndings {

	private static final int BITS = 5;

	private static final int LETTERS = 3;

	private static final boolean[] KNOWN = new boolean[1 << (BITS * LETTERS)];

	static {
		SecretNames.lastWords().forEach((word) -> KNOWN[code(word, word.length())] = true);
		for (String word : new String[] { "sig", "signature", "code", "hmac", "value", "session", "sid" }) {
			KNOWN[code(word, word.length())] = true;
		}
	}

	private NameEndings() {
	}

	/**
	 * Whether the text before a place, but for digits, ends like one of the names.
	 */
	static boolean isAt(CharSequence text, int end) {
		int last = end;
		while (end - last < LETTERS && Ascii.isDigit(Characters.at(text, last - 1))) {
			last--;
		}
		return last >= 2 && KNOWN[code(text, last)];
	}

	/**
	 * A word of two letters has a code of its own, with any sign before it.
	 */
	private static int code(CharSequence text, int end) {
		int code = 0;
		for (int i = end - LETTERS; i < end; i++) {
			int letter = Characters.at(text, i) | 0x20;
			code = code << BITS | ((letter >= 'a' && letter <= 'z') ? letter - 'a' + 1 : 0);
		}
		return code;
	}

}
