package dev.gai.braintrust.content.masking.name;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * The last letters of the names that matter: most names end in others, and need no closer
 * look.
 */
public final class NameEndings {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long SMALL = 0x2020202020202020L;

	private static final int BITS = 5;

	private static final int LETTERS = 3;

	private static final byte[] CODES = codes();

	/**
	 * By the last three letters: how many letters the shortest word has that ends with
	 * them, eight at most; 0 if there is none.
	 */
	private static final byte[] LENGTHS = new byte[1 << (BITS * LETTERS)];

	/** Which endings of that length there are, by a number made of their letters. */
	private static final boolean[] KNOWN = new boolean[1 << 12];

	private static final int MAX_GAP = 24;

	static {
		String[] parameters = { "sig", "signature", "code", "hmac", "value", "session", "sid", "ticket", "response",
				"appid", "assertion", "kty", "wifi", "secret_id", "secretid",
				// An option of Windows: /p:secret.
				"/p" };
		List<String> words = SecretNames.lastWords();
		words.addAll(Arrays.asList(parameters));
		for (String word : words) {
			addLength(word);
		}
		for (String word : words) {
			add(word);
		}
	}

	private NameEndings() {
	}

	private static void addLength(String word) {
		int code = code(word, word.length());
		int length = Math.min(word.length(), Long.BYTES);
		LENGTHS[code] = (byte) ((LENGTHS[code] == 0) ? length : Math.min(LENGTHS[code], length));
	}

	private static void add(String word) {
		byte[] bytes = new byte[Long.BYTES];
		int length = Math.min(word.length(), Long.BYTES);
		for (int i = 0; i < length; i++) {
			bytes[Long.BYTES - length + i] = (byte) word.charAt(word.length() - length + i);
		}
		KNOWN[number((long) LONGS.get(bytes, 0), LENGTHS[code(word, word.length())])] = true;
	}

	private static int number(long eight, int length) {
		long letters = (eight | SMALL) >>> (Byte.SIZE * (Long.BYTES - length));
		return (int) ((letters * 0x9e3779b97f4a7c15L) >>> 52);
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
		return last >= 2 && LENGTHS[code(text, last)] != 0;
	}

	/**
	 * The same, for a text of which the bytes are known, and with a closer look.
	 * @param ascii one for each character
	 * @param end the place
	 * @return whether it does
	 */
	public static boolean isAt(byte[] ascii, int end) {
		if (end >= Long.BYTES) {
			long eight = (long) LONGS.get(ascii, end - Long.BYTES);
			int code = code((byte) (eight >>> 56));
			if (code != 0) {
				int length = LENGTHS[(code((byte) (eight >>> 40)) << BITS | code((byte) (eight >>> 48))) << BITS
						| code];
				return length != 0 && (length <= LETTERS || KNOWN[number(eight, length)]);
			}
		}
		return isBeforeNumber(ascii, end);
	}

	/**
	 * The same where a number may stand behind the name.
	 */
	private static boolean isBeforeNumber(byte[] ascii, int end) {
		int last = end;
		while (end - last < LETTERS && last > 0 && ascii[last - 1] <= '9' && ascii[last - 1] >= '0') {
			last--;
		}
		if (last < end) {
			last -= (last > 0 && ascii[last - 1] == '-') ? 1 : 0;
			last -= (last > 1 && ascii[last - 1] == 'b' && ascii[last - 2] == '_') ? 2 : 0;
		}
		if (last < LETTERS) {
			return last == 2 && LENGTHS[code(ascii[0]) << BITS | code(ascii[1])] != 0;
		}
		int length = LENGTHS[(code(ascii[last - 3]) << BITS | code(ascii[last - 2])) << BITS | code(ascii[last - 1])];
		return length != 0 && (length <= LETTERS || last < Long.BYTES
				|| KNOWN[number((long) LONGS.get(ascii, last - Long.BYTES), length)]);
	}

	/**
	 * Whether one of the names ends before a place or before the blanks, brackets,
	 * asterisks and quotes there that {@link NameInText} goes past.
	 * @param ascii one for each character
	 * @param place the place
	 * @return whether one may
	 */
	public static boolean isBefore(byte[] ascii, int place) {
		int i = place - 1;
		if (i >= 0 && code(ascii[i]) != 0) {
			return isAt(ascii, place);
		}
		if (i > 0 && ascii[i] == '"' && code(ascii[i - 1]) != 0) {
			return isAt(ascii, i);
		}
		while (i >= 0 && place - 1 - i < MAX_GAP && (ascii[i] == ' ' || ascii[i] == '\t')) {
			i--;
		}
		i -= (i >= 0 && ascii[i] == ']') ? 1 : 0;
		while (i >= 0 && place - i < LETTERS && ascii[i] == '*') {
			i--;
		}
		if (i >= 0 && Characters.isQuote((char) ascii[i])) {
			int quote = i--;
			while (i >= 0 && quote - i <= MAX_GAP && ascii[i] == '\\') {
				i--;
			}
		}
		return isAt(ascii, i + 1);
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
		return (character < CODES.length) ? CODES[character] : 0;
	}

	private static int code(byte character) {
		return CODES[character & 0xff];
	}

	private static byte[] codes() {
		byte[] codes = new byte[0x100];
		for (char c = 'a'; c <= 'z'; c++) {
			codes[c] = (byte) (c - 'a' + 1);
			codes[c & ~0x20] = codes[c];
		}
		return codes;
	}

}
