package dev.gai.braintrust.content.masking.text;

/**
 * Tells whether a place may be in the number of a card, by the digits around it.
 */
final class LongNumbers {

	/** Of eight characters in a long number, its blanks among them. */
	private static final int MANY_DIGITS = 6;

	/** The digits of the shortest number of a card. */
	private static final int SHORTEST = 13;

	/** The longest, with what parts its digits. */
	private static final int LONGEST = 32;

	/** Of a code that a message tells. */
	private static final int SHORTEST_CODE = 5;

	/** How far before eight characters digits may begin that none of those before has. */
	static final int BEFORE = 3;

	private static final int LONGEST_CODE = 8;

	private LongNumbers() {
	}

	/**
	 * Where numbers of five digits or more begin behind what may stand before a code.
	 * @param bytes one for each character
	 * @param place where eight characters begin in which four digits end or go on
	 * @return the highest bit of each of eight bytes, of which the first is
	 * {@value #BEFORE} before the place
	 */
	static long codes(byte[] bytes, int place) {
		int from = place - BEFORE;
		long begun = KeyParts.digits(bytes, from) & ~KeyParts.digits(bytes, from - 1)
				& KeyParts.digits(bytes, from + SHORTEST_CODE - 1);
		return (begun != 0) ? begun & KeyParts.openings(bytes, from - 1) : 0;
	}

	/**
	 * Where the digits end that go on at a place.
	 */
	static int end(byte[] bytes, int place, int length) {
		int end = place;
		while (end < length && Ascii.isDigit((char) bytes[end])) {
			end++;
		}
		return end;
	}

	/**
	 * Whether digits may be a code in a sentence: five to eight of them, with neither
	 * letters nor signs behind that other numbers have.
	 */
	static boolean isCode(byte[] bytes, int start, int end, int length) {
		if (end - start > LONGEST_CODE || end - start < SHORTEST_CODE) {
			return false;
		}
		byte after = (end < length) ? bytes[end] : (byte) ' ';
		boolean joined = end + 1 < length && bytes[end + 1] > ' ' && Ascii.isLetterOrDigit((char) bytes[end + 1]);
		return after <= ' ' || after == '\\' || (".,!*<\"');?".indexOf(after) >= 0 && !joined);
	}

	/**
	 * Whether one may be there.
	 * @param bytes one for each character
	 * @param place where eight characters begin in which four digits end or go on
	 * @param length of the text
	 * @return whether as many digits as a card has are around the place, with nothing but
	 * what may part them between
	 */
	static boolean isOneAt(byte[] bytes, int place, int length) {
		boolean many = countDigits(bytes, place, length) >= MANY_DIGITS
				|| countDigits(bytes, place + Long.BYTES, length) >= MANY_DIGITS
				|| countDigits(bytes, place - Long.BYTES, length) >= MANY_DIGITS;
		return many && isInNumber(bytes, place, length);
	}

	private static int countDigits(byte[] bytes, int from, int length) {
		if (from + Long.BYTES <= length) {
			return Long.bitCount(KeyParts.digits(bytes, from));
		}
		int digits = 0;
		for (int i = Math.max(from, 0); i < length; i++) {
			digits += Ascii.isDigit((char) bytes[i]) ? 1 : 0;
		}
		return digits;
	}

	private static boolean isInNumber(byte[] bytes, int place, int length) {
		int first = place;
		while (first > 0 && place - first < LONGEST && isOfNumber(bytes[first - 1])) {
			first--;
		}
		int limit = Math.min(length, place + LONGEST);
		int digits = 0;
		for (int i = first; i < limit; i++) {
			if (Ascii.isDigit((char) bytes[i])) {
				digits++;
				if (digits == SHORTEST) {
					return true;
				}
			}
			else if (!isOfNumber(bytes[i])) {
				digits = 0;
			}
		}
		return false;
	}

	/**
	 * Characters beyond ASCII may be spaces and dashes.
	 */
	private static boolean isOfNumber(byte b) {
		return Ascii.isDigit((char) b) || b == ' ' || b == '-' || b == '?' || b < 0;
	}

}
