package dev.gai.braintrust.content.masking.name;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * The last three letters of the names that matter: most names do not end so, and need no
 * closer look.
 */
public final class NameEndings {

	private static final int BITS = 5;

	private static final int LETTERS = 3;

	private static final boolean[] KNOWN = new boolean[1 << (BITS * LETTERS)];

	static {
		SecretNames.lastWords().forEach((word) -> KNOWN[code(word, word.length())] = true);
		for (String word : new String[] { "sig", "signature", "code", "hmac", "value", "session", "sid", "ticket",
				"response", "appid", "assertion", "kty", "wifi" }) {
			KNOWN[code(word, word.length())] = true;
		}
		// An option of Windows: /p:secret.
		KNOWN[code("/p", 2)] = true;
	}

	private NameEndings() {
	}

	/**
	 * Whether the text before a place, but for digits, ends like one of the names.
	 * @param text the text
	 * @param end the place
	 * @return whether it does
	 */
	public static boolean isAt(CharSequence text, int end) {
		int last = end;
		while (end - last < LETTERS && Ascii.isDigit(Characters.at(text, last - 1))) {
			last--;
		}
		last -= (last < end && Characters.at(text, last - 1) == '-') ? 1 : 0;
		// What is encoded, as unseal_key_b64, has another name before that.
		if (last < end && Characters.at(text, last - 1) == 'b' && Characters.at(text, last - 2) == '_') {
			last -= 2;
		}
		return last >= 2 && KNOWN[code(text, last)];
	}

	/**
	 * Whether another name ends directly before a sign, with a quote or without, and
	 * nothing follows for which it is not the name that tells: an address, a port.
	 * @param ascii the text
	 * @param sign where the sign stands
	 * @return whether it does
	 */
	public static boolean isAnotherBefore(byte[] ascii, int sign) {
		if (sign <= LETTERS || sign + 1 >= ascii.length) {
			return false;
		}
		boolean quoted = ascii[sign - 1] == '"';
		int end = quoted ? sign - 1 : sign;
		byte last = ascii[end - 1];
		byte next = ascii[sign + 1];
		if (next == '/' || letter(last) == 0 || (!quoted && (last == 'n' || (next > ' ' && next <= '9')))) {
			return false;
		}
		return !KNOWN[(letter(ascii[end - 3]) << BITS | letter(ascii[end - 2])) << BITS | letter(last)];
	}

	/**
	 * A word of two letters has a code of its own, with any sign before it.
	 */
	private static int code(CharSequence text, int end) {
		int code = 0;
		for (int i = end - LETTERS; i < end; i++) {
			code = code << BITS | letter(Characters.at(text, i));
		}
		return code;
	}

	private static int letter(int character) {
		int small = character | 0x20;
		return (small >= 'a' && small <= 'z') ? small - 'a' + 1 : 0;
	}

}
