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

	private LongNumbers() {
	}

	/**
	 * Whether one may be there.
	 * @param bytes one for each character
	 * @param place where eight characters begin that have several digits
	 * @param length of the text
	 * @return whether as many digits as a card has are around the place, with nothing but
	 * what may part them between
	 */
	static boolean isOneAt(byte[] bytes, int place, int length) {
		return countDigits(bytes, place, length) >= MANY_DIGITS && isInNumber(bytes, place, length);
	}

	private static int countDigits(byte[] bytes, int from, int length) {
		int digits = 0;
		for (int i = from; i < Math.min(from + Long.BYTES, length); i++) {
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
