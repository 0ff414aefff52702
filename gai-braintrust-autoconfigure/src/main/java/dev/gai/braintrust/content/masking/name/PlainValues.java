package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;

/**
 * Values that nobody keeps secret though their names say so: the ticker of a coin and a
 * word of a sentence, which are called tokens, how many passwords there are, cookies that
 * say how a page is shown.
 */
final class PlainValues {

	/** What there may be several of. */
	private static final Set<String> COUNTED = Set.of("passwords", "passphrases", "secrets", "credentials", "creds",
			"cookies", "apikeys", "keys", "tokens");

	private static final String TOKEN = "token";

	/** Of a word of a sentence; a secret is longer. */
	private static final int LONGEST_WORD = 5;

	private static final int LONGEST_TICKER = 5;

	private static final int LONGEST_COUNT = 3;

	private PlainValues() {
	}

	/**
	 * Whether a value is one.
	 * @param name of the value
	 */
	static boolean isOne(CharSequence name, String value) {
		if (value.isEmpty()) {
			return false;
		}
		if (isToken(name)) {
			return value.length() <= LONGEST_TICKER && areBetween(value, 'A', 'Z');
		}
		char last = (char) (name.charAt(name.length() - 1) | 0x20);
		if (last == 's' && value.length() <= LONGEST_COUNT && areBetween(value, '0', '9')) {
			return COUNTED.contains(NameWords.of(name).last());
		}
		return (last == 's' || last == 'e') && value.indexOf('=') > 0 && isCookie(name)
				&& SecretValue.areExamples(value);
	}

	/**
	 * Whether a value is a word of a sentence, where it stands in no quotes and no
	 * address.
	 * @param name of the value
	 */
	static boolean isWord(CharSequence name, String value) {
		return isToken(name) && value.length() <= LONGEST_WORD && areBetween(value, 'a', 'z');
	}

	private static boolean isToken(CharSequence name) {
		return name.length() == TOKEN.length() && name.toString().equals(TOKEN);
	}

	private static boolean isCookie(CharSequence name) {
		String small = name.toString().toLowerCase(Locale.ROOT);
		return small.equals("cookie") || small.equals("cookies");
	}

	private static boolean areBetween(String value, char first, char last) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) < first || value.charAt(i) > last) {
				return false;
			}
		}
		return true;
	}

}
