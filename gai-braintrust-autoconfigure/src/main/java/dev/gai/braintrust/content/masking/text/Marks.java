package dev.gai.braintrust.content.masking.text;

/**
 * Marks the characters of a text at which a closer look is worthwhile: signs between a
 * name and its value, letters that words for passwords have, what follows a dash or a
 * bracket. Marks those as well that a key may consist of. Letters of any case are the
 * same, and some characters are marked that only look alike: whoever is told of them
 * reads the text itself.
 * <p>
 * Each loop does one thing to each byte and knows nothing but arrays, so that the
 * compiler makes instructions of it that do it to many bytes at a time. That is why the
 * characters before each one have arrays of their own, and why no loop does more.
 */
final class Marks {

	/** Small enough for all arrays to stay in the fastest memory. */
	static final int CHUNK = 8192;

	/** The letter n with a tilde. */
	private static final char TILDE = '\u00f1';

	private final byte[] last = new byte[CHUNK];

	/** What stands before each of the last ones. */
	private final byte[] first = new byte[CHUNK + 1];

	/** What stands two places before each of the last ones. */
	private final byte[] before = new byte[CHUNK + 2];

	private final byte[] places = new byte[CHUNK + Long.BYTES];

	private final byte[] parts = new byte[CHUNK + Long.BYTES];

	private final byte[] digits = new byte[CHUNK + Long.BYTES];

	/**
	 * Begin with another text.
	 */
	void begin() {
		this.first[0] = 0;
		this.before[0] = 0;
		this.before[1] = 0;
	}

	/**
	 * Mark a chunk, which follows the one before.
	 * @param bytes the text
	 * @param from where the chunk begins
	 * @param count its length
	 */
	void mark(byte[] bytes, int from, int count) {
		System.arraycopy(bytes, from, this.last, 0, count);
		toSmall(this.last, count);
		System.arraycopy(this.last, 0, this.first, 1, count);
		System.arraycopy(this.last, 0, this.before, 2, count);
		signs(this.last, this.places, count);
		openings(this.first, this.places, count);
		words(this.last, this.first, this.places, count);
		commands(this.last, this.first, this.places, count);
		keys(this.last, this.first, this.places, count);
		sentences(this.last, this.first, this.before, this.places, count);
		networks(this.last, this.first, this.before, this.places, count);
		schemes(this.last, this.first, this.before, this.places, count);
		partsOfKeys(this.last, this.parts, count);
		digits(this.last, this.digits, count);
		for (int i = count; i < count + Long.BYTES; i++) {
			this.places[i] = 0;
			this.parts[i] = (byte) ((count == CHUNK) ? 0x80 : 0);
			this.digits[i] = 0;
		}
		this.first[0] = this.first[count];
		this.before[0] = this.before[count];
		this.before[1] = this.before[count + 1];
	}

	/**
	 * One byte for each of the chunk, whose highest bit is set where to look; the next
	 * eight are not.
	 */
	byte[] places() {
		return this.places;
	}

	/**
	 * One byte for each of the chunk, whose highest bit is set where a key may go on. Of
	 * the next eight it is where the text may go on.
	 */
	byte[] partsOfKeys() {
		return this.parts;
	}

	/**
	 * One byte for each of the chunk, whose highest bit is set for a digit; the next
	 * eight are not.
	 */
	byte[] digits() {
		return this.digits;
	}

	private static void toSmall(byte[] bytes, int count) {
		for (int i = 0; i < count; i++) {
			bytes[i] = (byte) ((bytes[i] & 0x7f) | 0x20);
		}
	}

	/**
	 * {@code : > = @ % +}. One less than nothing has the highest bit; the first two
	 * differ in one bit.
	 */
	private static void signs(byte[] last, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) ((((last[i] & ~4) ^ ':') - 1) | ((last[i] ^ '=') - 1) | ((last[i] ^ ('@' | 0x20)) - 1)
					| ((last[i] ^ '%') - 1) | ((last[i] ^ '+') - 1));
		}
	}

	/**
	 * Behind {@code - (}.
	 */
	private static void openings(byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | ((first[i] ^ '-') - 1) | ((first[i] ^ '(') - 1));
		}
	}

	/** {@code ss ke cr au pw}. */
	private static void words(byte[] last, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 's') | (first[i] ^ 's')) - 1)
					| (((last[i] ^ 'e') | (first[i] ^ 'k')) - 1) | (((last[i] ^ 'r') | (first[i] ^ 'c')) - 1)
					| (((last[i] ^ 'u') | (first[i] ^ 'a')) - 1) | (((last[i] ^ 'w') | (first[i] ^ 'p')) - 1));
		}
	}

	/** {@code dd wp rp md gi}. */
	private static void commands(byte[] last, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 'd') | (first[i] ^ 'd')) - 1)
					| (((last[i] ^ 'p') | (first[i] ^ 'w')) - 1) | (((last[i] ^ 'p') | (first[i] ^ 'r')) - 1)
					| (((last[i] ^ 'd') | (first[i] ^ 'm')) - 1) | (((last[i] ^ 'i') | (first[i] ^ 'g')) - 1));
		}
	}

	/** {@code xo a} \u0020* \}{@code u e}\u00f1. */
	private static void keys(byte[] last, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 'o') | (first[i] ^ 'x')) - 1)
					| (((last[i] ^ '}') | (first[i] ^ 'a')) - 1) | (((last[i] ^ '*') | (first[i] ^ ' ')) - 1)
					| (((last[i] ^ 'u') | (first[i] ^ ('\\' | 0x20))) - 1)
					| (((last[i] ^ (TILDE & 0x7f)) | (first[i] ^ 'e')) - 1));
		}
	}

	/** {@code is tif}, the first behind a blank. */
	private static void sentences(byte[] last, byte[] first, byte[] before, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 's') | (first[i] ^ 'i') | (before[i] ^ ' ')) - 1)
					| (((last[i] ^ 'f') | (first[i] ^ 'i') | (before[i] ^ 't')) - 1));
		}
	}

	/** {@code mmu m2s sdi}. */
	private static void networks(byte[] last, byte[] first, byte[] before, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 'u') | (first[i] ^ 'm') | (before[i] ^ 'm')) - 1)
					| (((last[i] ^ 's') | (first[i] ^ '2') | (before[i] ^ 'm')) - 1)
					| (((last[i] ^ 'i') | (first[i] ^ 'd') | (before[i] ^ 's')) - 1));
		}
	}

	/** {@code rer sic ope}. */
	private static void schemes(byte[] last, byte[] first, byte[] before, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((last[i] ^ 'r') | (first[i] ^ 'e') | (before[i] ^ 'r')) - 1)
					| (((last[i] ^ 'c') | (first[i] ^ 'i') | (before[i] ^ 's')) - 1)
					| (((last[i] ^ 'e') | (first[i] ^ 'p') | (before[i] ^ 'o')) - 1));
		}
	}

	private static void digits(byte[] last, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) ((last[i] + (0x80 - '0')) & ~(last[i] + (0x80 - ':')));
		}
	}

	/**
	 * Letters, digits and {@code _ - . / = ~ % +}: a sum has the highest bit from the
	 * first character of a range on.
	 */
	private static void partsOfKeys(byte[] last, byte[] parts, int count) {
		for (int i = 0; i < count; i++) {
			parts[i] = (byte) (((last[i] + (0x80 - 'a')) & ~(last[i] + (0x80 - '{'))) | (last[i] + (0x80 - '~'))
					| ((last[i] + (0x80 - '-')) & ~(last[i] + (0x80 - ':'))) | ((last[i] ^ '+') - 1)
					| ((last[i] ^ '%') - 1) | ((last[i] ^ '=') - 1));
		}
	}

}
