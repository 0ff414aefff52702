package dev.gai.braintrust.content.masking.text;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Keys of vendors that nobody has listed: what calls itself a key, or begins with small
 * words, and goes on at random.
 */
@Internal
public final class UnknownKeys {

	/** Between a vendor's name and the random part of its keys. */
	private static final Set<String> TELLING = Set.of("sk", "key", "api", "apikey", "token", "tkn", "secret", "sec",
			"pat", "live", "prod", "oauth", "access", "auth", "pw");

	private static final int SHORTEST = 24;

	private static final int SHORTEST_RANDOM = 20;

	/** Of a key whose vendor is not known and which does not call itself one. */
	private static final int SHORTEST_MIXED = 32;

	private static final int LONGEST_NAME = 24;

	private UnknownKeys() {
	}

	/**
	 * Where such a key ends.
	 * @param text the text
	 * @param ascii one byte for each of its characters
	 * @param start where a word begins
	 * @param end behind the run of what keys may consist of
	 * @return the end of the key, or -1
	 */
	public static int end(CharSequence text, byte[] ascii, int start, int end) {
		if (end - start < SHORTEST || !mayBeOne(ascii, start, end)) {
			return -1;
		}
		char before = Characters.at(text, start - 1);
		// The n of an escape sequence is no part of a name.
		return (before != '\\' && before != '%') ? endOfOne(text, start) : -1;
	}

	/**
	 * Whether a long last part stands behind a dash or an underscore.
	 */
	private static boolean mayBeOne(byte[] ascii, int start, int end) {
		if (!KeyParts.isWord(ascii[start + SHORTEST - 1])) {
			return false;
		}
		int last = start;
		int part = -1;
		while (last < end && KeyParts.isWord(ascii[last])) {
			part = (ascii[last] == '-' || ascii[last] == '_') ? last + 1 : part;
			last++;
		}
		return part > 0 && last - part >= SHORTEST_RANDOM;
	}

	/**
	 * The end of a token such as {@code acme_live_…} whose last part is random, or -1.
	 */
	private static int endOfOne(CharSequence text, int start) {
		int part = start;
		int end = start;
		boolean telling = false;
		while (CharacterClass.W.has(Characters.at(text, end))) {
			if (text.charAt(end) == '_' || text.charAt(end) == '-') {
				telling = telling || (isTelling(text, part, end) && !isProduct(text, start, part));
				part = end + 1;
			}
			end++;
		}
		boolean random = telling ? isRandom(text, part, end)
				: isNamed(text, start, part) && takesTurns(text, part, end);
		return random ? end : -1;
	}

	/**
	 * With {@code prod_} the ids of Stripe's products begin.
	 */
	private static boolean isProduct(CharSequence text, int start, int part) {
		return part == start && Characters.startsWith(text, start, "prod_");
	}

	private static boolean isTelling(CharSequence text, int start, int end) {
		int length = end - start;
		return length >= 2 && length <= 6
				&& TELLING.contains(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT));
	}

	/**
	 * Whether small words stand before the last part and an underscore. What is paid in
	 * one session of Stripe begins with {@code cs_}.
	 */
	private static boolean isNamed(CharSequence text, int start, int part) {
		boolean small = text.charAt(part - 1) == '_' && !Characters.startsWith(text, start, "cs_")
				&& text.charAt(start) >= 'a' && part - start <= LONGEST_NAME;
		for (int i = start; small && i < part - 1; i++) {
			char c = text.charAt(i);
			small = CharacterClass.L.has(c) || c == '_';
		}
		return small;
	}

	/**
	 * Whether capitals, small letters and digits take turns as often as in what nobody
	 * made up.
	 */
	private static boolean takesTurns(CharSequence text, int start, int end) {
		int turns = 0;
		int numbers = 0;
		int capitals = 0;
		int last = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			int kind = Ascii.isDigit(c) ? 1 : (c >= 'a') ? 2 : 3;
			turns += (kind != last) ? 1 : 0;
			numbers += (kind == 1 && last != 1) ? 1 : 0;
			capitals += (kind > 2) ? 1 : 0;
			last = kind;
		}
		return end - start >= SHORTEST_MIXED && numbers >= 3 && capitals >= 3 && turns * 9 >= (end - start) * 4;
	}

	private static boolean isRandom(CharSequence text, int start, int end) {
		int digits = 0;
		for (int i = start; i < end; i++) {
			digits += Ascii.isDigit(text.charAt(i)) ? 1 : 0;
		}
		return end - start >= SHORTEST_RANDOM && digits >= 2 && digits < end - start;
	}

}
