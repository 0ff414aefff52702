package dev.gai.braintrust.content.masking.name;

import java.util.Locale;

/**
 * Words for a password with letters beyond ASCII, as names of values.
 */
final class ForeignNames {

	/** In small letters. */
	private static final String[] WORDS = { "\u043f\u0430\u0440\u043e\u043b\u044c",
			"\u043f\u0430\u0440\u043e\u043b\u0430", "\u043b\u043e\u0437\u0438\u043d\u043a\u0430", "\u5bc6\u7801",
			"\u5bc6\u78bc", "\u53e3\u4ee4", "\u30d1\u30b9\u30ef\u30fc\u30c9", "\u6697\u8a3c\u756a\u53f7",
			"\ube44\ubc00\ubc88\ud638", "\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19",
			"\u0643\u0644\u0645\u0629 \u0627\u0644\u0645\u0631\u0648\u0631", "\u05e1\u05d9\u05e1\u05de\u05d4",
			"m\u1eadt kh\u1ea9u", "\u092a\u093e\u0938\u0935\u0930\u094d\u0921", "has\u0142o", "\u015fifre",
			"parol\u0103", "contrase\u00f1a", "l\u00f6senord", "jelsz\u00f3", "slapta\u017eodis", "salas\u00f5na",
			"\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2 \u03c0\u03c1\u03cc\u03c3\u03b2\u03b1\u03c3\u03b7\u03c2" };

	private ForeignNames() {
	}

	/**
	 * Whether a name ends with such a word.
	 * @param name a name
	 * @return whether it does
	 */
	static boolean areIn(CharSequence name) {
		boolean foreign = false;
		for (int i = 0; i < name.length() && !foreign; i++) {
			foreign = name.charAt(i) > '~';
		}
		if (!foreign) {
			return false;
		}
		String small = name.toString().toLowerCase(Locale.ROOT).replace('_', ' ').strip();
		for (String word : WORDS) {
			if (small.endsWith(word)) {
				return true;
			}
		}
		return false;
	}

}
