package dev.gai.braintrust.content.masking.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import dev.gai.braintrust.promise.Internal;

/**
 * Classes of bytes that tell where keys and names begin and end. Of a character beyond
 * ASCII the byte is negative or a question mark, and belongs to none.
 */
@Internal
public final class KeyParts {

	/** What {@link #words} tells of eight characters that are all of a word. */
	public static final long ALL = 0x8080808080808080L;

	private static final byte WORD = 1;

	private static final byte JOINT = 2;

	private static final byte NAME = 4;

	private static final byte[] CLASSES = new byte[0x100];

	static {
		for (char c = 0; c < 0x80; c++) {
			boolean word = CharacterClass.W.has(c);
			CLASSES[c] = (byte) ((word ? WORD : 0) | ((".=~%+/".indexOf(c) >= 0) ? JOINT : 0)
					| (Characters.isNamePart(c) ? NAME : 0));
		}
	}

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x80 * ONES;

	private KeyParts() {
	}

	/**
	 * Which of eight characters are letters, digits, underscores or dashes.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @return the highest bit of each byte, the first is the lowest; behind the end of
	 * the bytes none is set
	 */
	public static long words(byte[] bytes, int from) {
		long eight = eight(bytes, from);
		long low = eight & ~HIGH_BITS;
		long small = low | 0x20 * ONES;
		long letters = (small + (0x80 - 'a') * ONES) & ~(small + (0x80 - '{') * ONES);
		long digits = (low + (0x80 - '0') * ONES) & ~(low + (0x80 - ':') * ONES);
		long others = equal(low, '_') | equal(low, '-');
		return (letters | digits | others) & ~eight & HIGH_BITS;
	}

	/**
	 * Which of eight characters are one of {@code % / +}.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @return the highest bit of each byte, the first is the lowest
	 */
	public static long signs(byte[] bytes, int from) {
		long eight = eight(bytes, from);
		long low = eight & ~HIGH_BITS;
		return (equal(low, '%') | equal(low, '/') | equal(low, '+')) & ~eight;
	}

	/**
	 * Which of eight characters are digits.
	 * @param bytes the text
	 * @param from where the first of them stands, which may be before the text
	 * @return the highest bit of each byte, the first is the lowest
	 */
	static long digits(byte[] bytes, int from) {
		long eight = (from < 0) ? eight(bytes, 0) << (-from * Byte.SIZE) : eight(bytes, from);
		long low = eight & ~HIGH_BITS;
		return (low + (0x80 - '0') * ONES) & ~(low + (0x80 - ':') * ONES) & ~eight & HIGH_BITS;
	}

	/**
	 * Which of eight characters may stand before a number in a sentence: blanks, quotes,
	 * what emphasizes and what is beyond ASCII.
	 * @param bytes the text
	 * @param from where the first of them stands, which may be before the text
	 * @return the highest bit of each byte, the first is the lowest
	 */
	static long openings(byte[] bytes, int from) {
		long eight = (from < 0) ? eight(bytes, 0) << (-from * Byte.SIZE) | (1L << (-from * Byte.SIZE)) - 1
				: eight(bytes, from);
		long low = eight & ~HIGH_BITS;
		long ascii = equal(low, ' ') | equal(low, '*') | equal(low, '>') | equal(low, '-') | equal(low, '"')
				| equal(low, '\n') | equal(low, '?');
		return ascii & ~eight | eight & HIGH_BITS;
	}

	/**
	 * Which of eight characters are double quotes.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @return the highest bit of each byte, the first is the lowest
	 */
	static long quotes(byte[] bytes, int from) {
		long eight = eight(bytes, from);
		return equal(eight & ~HIGH_BITS, '"') & ~eight;
	}

	/**
	 * Which of eight characters are double quotes or backslashes.
	 * @param bytes the text
	 * @param from where the first of them stands
	 * @return the highest bit of each byte, the first is the lowest
	 */
	static long quotesAndBackslashes(byte[] bytes, int from) {
		long eight = eight(bytes, from);
		long low = eight & ~HIGH_BITS;
		return (equal(low, '"') | equal(low, '\\')) & ~eight;
	}

	/**
	 * Where what a key may have ends.
	 * @param bytes the text
	 * @param from where it begins
	 * @param length of the text
	 * @return the place of the first other character
	 */
	static int end(byte[] bytes, int from, int length) {
		int i = from;
		while (i < length) {
			long low = eight(bytes, i) & ~HIGH_BITS;
			long joints = (low + (0x80 - '.') * ONES) & ~(low + (0x80 - '0') * ONES) | equal(low, '=') | equal(low, '~')
					| equal(low, '%') | equal(low, '+');
			long others = ~(words(bytes, i) | joints) & HIGH_BITS | eight(bytes, i) & HIGH_BITS;
			if (others != 0) {
				return Math.min(length, i + (Long.numberOfTrailingZeros(others) >>> 3));
			}
			i += Long.BYTES;
		}
		return length;
	}

	private static long equal(long low, char c) {
		return ~((low ^ c * ONES) + (HIGH_BITS - ONES)) & HIGH_BITS;
	}

	private static long eight(byte[] bytes, int from) {
		if (from + Long.BYTES <= bytes.length) {
			return (long) LONGS.get(bytes, from);
		}
		long rest = 0;
		for (int i = from; i < bytes.length; i++) {
			rest |= (bytes[i] & 0xffL) << (8 * (i - from));
		}
		return rest;
	}

	/**
	 * Whether a key may have it.
	 * @param b a character
	 * @return whether it is a letter, a digit or one of {@code _ - . / = ~ % +}
	 */
	public static boolean has(byte b) {
		return (CLASSES[b & 0xff] & (WORD | JOINT)) != 0;
	}

	/**
	 * Whether it is a letter, a digit, an underscore or a dash.
	 * @param b a character
	 * @return whether it is one
	 */
	public static boolean isWord(byte b) {
		return (CLASSES[b & 0xff] & WORD) != 0;
	}

	/**
	 * Whether a name may have it.
	 * @param b a character
	 * @return whether it is a letter, a digit, an underscore, a dash or a dot
	 */
	public static boolean isName(byte b) {
		return (CLASSES[b & 0xff] & NAME) != 0;
	}

}
