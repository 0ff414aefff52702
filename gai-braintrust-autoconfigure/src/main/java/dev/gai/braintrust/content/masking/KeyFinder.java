package dev.gai.braintrust.content.masking;

import java.util.Locale;

import dev.gai.braintrust.content.masking.line.Arguments;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.BrokenTokens;
import dev.gai.braintrust.content.masking.text.CharacterClass;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.KeyParts;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import dev.gai.braintrust.content.masking.text.UnknownKeys;

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

	private static final int SITE = 16;

	/** Of letters only; a key is longer. */
	static final int LONGEST_WORD = 20;

	private KeyFinder() {
	}

	/**
	 * Find keys in a run of what they may consist of.
	 * @param ascii one byte for each character
	 * @param last where the run before ended
	 */
	static void find(CharSequence text, byte[] ascii, int start, int end, int last, SecretFinder.Findings findings) {
		if (start > 0 && ascii[start - 1] == ' ') {
			Arguments.key(text, start, end, findings);
		}
		int i = from(ascii, start, last);
		boolean ends = end < text.length() && ascii[end] == ':';
		boolean inToken = i > 0 && KeyParts.isWord(ascii[i - 1]);
		if (i > 0 && ascii[i - 1] == '\\') {
			i = Math.max(i, afterEscape(text, ascii, i, end, ends || i < start, findings));
			inToken = KeyParts.isWord(ascii[i - 1]);
		}
		while (i < end) {
			long words = KeyParts.words(ascii, i);
			long starts = words & ~(words << Byte.SIZE | (inToken ? 0x80 : 0)) | KeyParts.signs(ascii, i);
			int found = -1;
			while (starts != 0 && found < 0) {
				int place = i + (Long.numberOfTrailingZeros(starts) >>> 3);
				starts &= starts - 1;
				found = (place < end) ? token(text, ascii, place, end, ends || place < start, findings) : -1;
			}
			i = (found > 0) ? found : i + Long.BYTES;
			inToken = (found > 0) ? KeyParts.isWord(ascii[i - 1]) : words < 0;
		}
	}

	/**
	 * Some keys begin before a sign that no other has in it.
	 */
	private static int from(byte[] ascii, int start, int last) {
		int from = start;
		while (from > last && start - from < NEAR
				&& (KeyParts.has(ascii[from - 1]) || ascii[from - 1] == ':' || ascii[from - 1] == '$'
						|| ascii[from - 1] == '!' || ascii[from - 1] == ',' || ascii[from - 1] == '|')) {
			from--;
		}
		return from;
	}

	/**
	 * A token also starts behind an escape sequence, as in JSON within text or in a URL.
	 */
	private static int afterEscape(CharSequence text, byte[] ascii, int start, int end, boolean colons,
			SecretFinder.Findings findings) {
		int first = KeyParts.isWord(ascii[start]) ? word(text, ascii, start, end, colons, findings) : -1;
		if (first > 0) {
			return first;
		}
		boolean unicode = ascii[start] == 'u' && start + 5 < end && Ascii.areHexDigits(text, start + 1, start + 5);
		if (unicode) {
			return word(text, ascii, start + 5, end, colons, findings);
		}
		return ("bfnrt".indexOf(ascii[start]) >= 0) ? word(text, ascii, start + 1, end, colons, findings) : -1;
	}

	/**
	 * Look at where a key may begin: a word, an escape sequence of an address, a sign of
	 * Base64.
	 * @param colons whether there may be a colon up to the end
	 * @return the end of the key, or -1
	 */
	private static int token(CharSequence text, byte[] ascii, int start, int end, boolean colons,
			SecretFinder.Findings findings) {
		if (KeyParts.isWord(ascii[start])) {
			return word(text, ascii, start, end, colons, findings);
		}
		if (ascii[start] == '%') {
			boolean escape = start + 3 < end && Ascii.areHexDigits(text, start + 1, start + 3);
			return escape ? word(text, ascii, start + 3, end, colons, findings) : -1;
		}
		boolean begins = !CharacterClass.B.has(Characters.at(text, start - 1));
		int key = begins ? KeyFormats.endWithoutPrefix(text, ascii, start, end, colons) : -1;
		return found(start, key, KEY, findings);
	}

	private static int word(CharSequence text, byte[] ascii, int start, int end, boolean colons,
			SecretFinder.Findings findings) {
		if (ascii[start] == 'e') {
			int whole = WEB_TOKEN_FORMAT.end(text, start);
			int webToken = found(start, (whole > 0) ? whole : BrokenTokens.end(text, start), WEB_TOKEN, findings);
			if (webToken > 0) {
				return webToken;
			}
		}
		int key = KeyFormats.end(text, ascii, start, end, colons);
		if (key > 0 && ascii[start] == '6' && isOfSite(text, start)) {
			return key;
		}
		if (key < 0 && start + BOOTSTRAP_ID < end && ascii[start + BOOTSTRAP_ID] == '.') {
			key = BOOTSTRAP.end(text, start);
			key = (key > 0 && isBootstrapSpokenOf(text, start)) ? key : -1;
		}
		return found(start, (key < 0) ? UnknownKeys.end(text, ascii, start, end) : key, KEY, findings);
	}

	/**
	 * Whether a key of reCAPTCHA is the one that every visitor of a site is shown.
	 */
	private static boolean isOfSite(CharSequence text, int start) {
		String before = text.subSequence(Math.max(0, start - SITE), start).toString().toLowerCase(Locale.ROOT);
		return before.contains("sitekey") || before.contains("site_key") || before.contains("site-key");
	}

	private static int found(int start, int end, String what, SecretFinder.Findings findings) {
		if (end > 0) {
			findings.replace(start, end, what);
		}
		return end;
	}

	/**
	 * Look at a place where a key may begin that is shorter than a run.
	 */
	static void at(CharSequence text, byte[] ascii, int start, SecretFinder.Findings findings) {
		boolean begins = start >= 0 && (start == 0 || !KeyParts.isWord(ascii[start - 1]) || isAfterEscape(text, start));
		if (begins) {
			found(start, KeyFormats.end(text, ascii, start, text.length(), true), KEY, findings);
		}
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

}
