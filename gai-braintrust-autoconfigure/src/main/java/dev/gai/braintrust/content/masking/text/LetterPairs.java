package dev.gai.braintrust.content.masking.text;

/**
 * Marks where two characters stand one after the other that are worth a look: those that
 * words for passwords have, and signs that stand in few other places. Letters of any case
 * are the same.
 * <p>
 * Its loops do one thing to each byte and know nothing but arrays, so that the compiler
 * makes instructions of them that do it to many bytes at a time. That is why the
 * character before each one has an array of its own.
 */
final class LetterPairs {

	/** Small enough to stay in the fastest memory. */
	static final int CHUNK = 4096;

	private final byte[] second = new byte[CHUNK];

	private final byte[] first = new byte[CHUNK + 1];

	/** With room for the last eight. */
	private final byte[] marks = new byte[CHUNK + Long.BYTES];

	/**
	 * Begin with another text.
	 */
	void begin() {
		this.first[0] = 0;
	}

	/**
	 * Mark the pairs of a chunk, the first of which may begin in the one before.
	 * @param bytes the text
	 * @param from where the chunk begins
	 * @param count its length
	 * @return for each byte one whose highest bit is set where a pair ends; those of the
	 * next eight after the last are not
	 */
	byte[] mark(byte[] bytes, int from, int count) {
		System.arraycopy(bytes, from, this.second, 0, count);
		toSmall(this.second, count);
		System.arraycopy(this.second, 0, this.first, 1, count);
		words(this.second, this.first, this.marks, count);
		others(this.second, this.first, this.marks, count);
		signs(this.second, this.first, this.marks, count);
		devices(this.second, this.first, this.marks, count);
		files(this.second, this.first, this.marks, count);
		for (int i = count; i < count + Long.BYTES; i++) {
			this.marks[i] = 0;
		}
		return this.marks;
	}

	/**
	 * The first character of a pair, small.
	 */
	char first(int index) {
		return (char) this.first[index];
	}

	/**
	 * Let the last character be the one before the next chunk.
	 */
	void end(int count) {
		this.first[0] = this.first[count];
	}

	private static void toSmall(byte[] bytes, int count) {
		for (int i = 0; i < count; i++) {
			bytes[i] = (byte) ((bytes[i] & 0x7f) | 0x20);
		}
	}

	/**
	 * {@code ss is ke}. One less than nothing has the highest bit.
	 */
	private static void words(byte[] second, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) ((((second[i] ^ 's') | (first[i] ^ 's')) - 1)
					| (((second[i] ^ 's') | (first[i] ^ 'i')) - 1) | (((second[i] ^ 'e') | (first[i] ^ 'k')) - 1));
		}
	}

	/** {@code dd if cr}. */
	private static void others(byte[] second, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((second[i] ^ 'd') | (first[i] ^ 'd')) - 1)
					| (((second[i] ^ 'f') | (first[i] ^ 'i')) - 1) | (((second[i] ^ 'r') | (first[i] ^ 'c')) - 1));
		}
	}

	private static void signs(byte[] second, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((second[i] ^ 'b') | (first[i] ^ '-')) - 1)
					| (((second[i] ^ '*') | (first[i] ^ ' ')) - 1) | (((second[i] ^ '}') | (first[i] ^ 'a')) - 1));
		}
	}

	private static void devices(byte[] second, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((second[i] ^ 'p') | (first[i] ^ 'w')) - 1)
					| (((second[i] ^ 'w') | (first[i] ^ 'p')) - 1) | (((second[i] ^ 'p') | (first[i] ^ 'r')) - 1));
		}
	}

	private static void files(byte[] second, byte[] first, byte[] marks, int count) {
		for (int i = 0; i < count; i++) {
			marks[i] = (byte) (marks[i] | (((second[i] ^ 'u') | (first[i] ^ 'a')) - 1)
					| (((second[i] ^ 'd') | (first[i] ^ 'm')) - 1));
		}
	}

}
