package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.CharacterClass;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import dev.gai.braintrust.content.masking.text.TextScan;

/**
 * Keys that are known by what they look like: those of the {@link KeyFormats}, JSON Web
 * Tokens, and what calls itself a key and goes on at random.
 */
final class KeyFinder {

	private static final String KEY = "[masked:api-key]";

	private static final String WEB_TOKEN = "[masked:jwt]";

	private static final KeyFormat WEB_TOKEN_FORMAT = KeyFormat.of("any | token | eyJ{w5+}.{w5+}.{s0+}");

	/** Of Kubernetes, one only where that is spoken of. */
	private static final KeyFormat BOOTSTRAP = KeyFormat.of("any | token | {l6}.{l16}");

	private static final int BOOTSTRAP_ID = 6;

	private static final String[] BOOTSTRAP_WORDS = { "kubeadm", "bootstrap", "token" };

	private static final int NEAR = 120;

	/** Between a vendor's name and the random part of its keys. */
	private static final Set<String> TELLING = Set.of("sk", "key", "api", "apikey", "token", "tkn", "secret", "sec",
			"pat", "live", "prod", "oauth", "access", "auth", "pw");

	/** Of letters only; a key is longer. */
	static final int LONGEST_WORD = 20;

	private static final int SHORTEST_UNKNOWN = 24;

	private static final int SHORTEST_RANDOM = 20;

	private KeyFinder() {
	}

	/**
	 * Find keys in a run of characters without a blank or a quote.
	 * @param escapes whether it has escape sequences
	 */
	static void find(CharSequence text, int start, int end, boolean escapes, SecretFinder.Findings findings) {
		int i = start;
		boolean inToken = start > 0 && CharacterClass.W.has(text.charAt(start - 1));
		while (end - i >= TextScan.SHORTEST_RUN) {
			boolean part = CharacterClass.W.has(text.charAt(i));
			int next = i + 1;
			boolean base64 = !part && (text.charAt(i) == '/' || text.charAt(i) == '+')
					&& !CharacterClass.B.has(Characters.at(text, i - 1));
			if (base64 || (!inToken && part) || (escapes && isAfterEscape(text, i))) {
				next = Math.max(next, endOfKey(text, i, end, findings));
				part = CharacterClass.W.has(text.charAt(next - 1));
			}
			inToken = part;
			i = next;
		}
	}

	private static int endOfKey(CharSequence text, int start, int limit, SecretFinder.Findings findings) {
		if (text.charAt(start) == 'e') {
			int webToken = WEB_TOKEN_FORMAT.end(text, start);
			if (webToken >= 0) {
				findings.replace(start, webToken, WEB_TOKEN);
				return webToken;
			}
		}
		int key = KeyFormats.end(text, start, limit);
		if (key < 0 && Characters.at(text, start + BOOTSTRAP_ID) == '.') {
			key = isBootstrapSpokenOf(text, start) ? BOOTSTRAP.end(text, start) : -1;
		}
		char before = Characters.at(text, start - 1);
		// The n of an escape sequence is no part of a name.
		if (key < 0 && limit - start >= SHORTEST_UNKNOWN && before != '\\' && before != '%') {
			key = endOfUnknown(text, start, limit);
		}
		if (key >= 0) {
			findings.replace(start, key, KEY);
		}
		return key;
	}

	/**
	 * A token also starts after an escape sequence, as in JSON within text or in a URL.
	 */
	private static boolean isAfterEscape(CharSequence text, int index) {
		return (Characters.at(text, index - 2) == '\\' && "bfnrt".indexOf(text.charAt(index - 1)) >= 0)
				|| (Characters.at(text, index - 3) == '%' && Ascii.areHexDigits(text, index - 2, index))
				|| (Characters.at(text, index - 6) == '\\' && text.charAt(index - 5) == 'u'
						&& Ascii.areHexDigits(text, index - 4, index));
	}

	private static boolean isBootstrapSpokenOf(CharSequence text, int start) {
		String before = text.subSequence(Math.max(0, start - NEAR), start).toString().toLowerCase(Locale.ROOT);
		for (String word : BOOTSTRAP_WORDS) {
			if (before.contains(word)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The end of a token such as {@code acme_live_…} whose last part is random, or -1.
	 */
	private static int endOfUnknown(CharSequence text, int start, int limit) {
		int end = start;
		while (end < limit && CharacterClass.W.has(text.charAt(end))) {
			end++;
		}
		if (end - start < SHORTEST_UNKNOWN) {
			return -1;
		}
		int part = start;
		boolean telling = false;
		for (int i = start; i < end; i++) {
			if (text.charAt(i) == '_' || text.charAt(i) == '-') {
				telling = telling || (isTelling(text, part, i) && !isProduct(text, start, part));
				part = i + 1;
			}
		}
		return (telling && isRandom(text, part, end)) ? end : -1;
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

	private static boolean isRandom(CharSequence text, int start, int end) {
		int digits = 0;
		for (int i = start; i < end; i++) {
			digits += Ascii.isDigit(text.charAt(i)) ? 1 : 0;
		}
		return end - start >= SHORTEST_RANDOM && digits >= 2 && digits < end - start;
	}

}
