package dev.gai.braintrust.content.masking;

import java.math.BigDecimal;

/**
 * Payment card numbers: 13 to 19 digits in a length and with a prefix that an issuer
 * uses, in groups or not, with a correct check digit. A number within a longer number, a
 * word, a decimal fraction, a telephone number with {@code +} or a UUID is none.
 */
final class CardNumbers implements SecretFinder {

	private static final String REPLACEMENT = "[masked:card-number]";

	private static final int MIN_DIGITS = 13;

	private static final int MAX_DIGITS = 19;

	/** The smallest number with so many digits. */
	private static final long SMALLEST = 1_000_000_000_000L;

	private static final int MIN_GROUP = 3;

	/**
	 * Looks at every thirteenth character only: a run of so many digits and separators
	 * has one of them.
	 */
	@Override
	public boolean mayOccurIn(String text) {
		int i = MIN_DIGITS - 1;
		while (i < text.length()) {
			if (!isPart(text.charAt(i))) {
				i += MIN_DIGITS;
				continue;
			}
			int start = i;
			while (start > 0 && isPart(text.charAt(start - 1))) {
				start--;
			}
			int end = start;
			int digits = 0;
			while (end < text.length() && isPart(text.charAt(end))) {
				if (Ascii.isDigit(text.charAt(end++)) && ++digits == MIN_DIGITS) {
					return true;
				}
			}
			i = end + MIN_DIGITS;
		}
		return false;
	}

	/**
	 * Whether a number has enough digits. A fraction has not: what stands behind its
	 * point is not looked at.
	 * @param number the number
	 * @return whether its text has to be looked at
	 */
	static boolean mayBe(Number number) {
		if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
			return false;
		}
		if (number instanceof Long whole) {
			return Math.abs(whole) >= SMALLEST;
		}
		if (number instanceof Double || number instanceof Float) {
			return Math.abs(number.doubleValue()) >= SMALLEST;
		}
		return !(number instanceof BigDecimal decimal) || decimal.precision() >= MIN_DIGITS;
	}

	private static boolean isPart(char c) {
		return Ascii.isDigit(c) || isSeparator(c);
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		int i = 0;
		while (i < text.length()) {
			if (!Ascii.isDigit(text.charAt(i))) {
				i++;
				continue;
			}
			int end = mayStartAt(text, i) ? endOfCard(text, i) : -1;
			if (end > 0) {
				findings.replace(i, end, REPLACEMENT);
				i = end;
			}
			else {
				i = endOfDigits(text, i);
			}
		}
	}

	private static boolean mayStartAt(CharSequence text, int start) {
		char first = text.charAt(start);
		if (first < '2' || first > '6') {
			return false;
		}
		char before = at(text, start - 1);
		if (Ascii.isLetterOrDigit(before)) {
			// The n of an escape sequence is not a letter of a word.
			return at(text, start - 2) == '\\' && "bfnrt".indexOf(before) >= 0;
		}
		return before != '+' && !(before == '.' && Ascii.isDigit(at(text, start - 2)));
	}

	/**
	 * The end of the longest card number that starts here, or -1.
	 */
	private static int endOfCard(CharSequence text, int start) {
		int[] digits = new int[MAX_DIGITS];
		int count = 0;
		int end = -1;
		int i = start;
		while (true) {
			int groupStart = i;
			for (; Ascii.isDigit(at(text, i)); i++) {
				if (count == MAX_DIGITS) {
					return end;
				}
				digits[count++] = at(text, i) - '0';
			}
			if (!Ascii.isLetterOrDigit(at(text, i)) && CardIssuers.isCardNumber(digits, count)
					&& !Uuids.isPartOfUuid(text, start, i)) {
				end = i;
			}
			boolean more = i - groupStart >= MIN_GROUP && isSeparator(at(text, i)) && Ascii.isDigit(at(text, i + 1));
			if (!more) {
				return end;
			}
			i++;
		}
	}

	private static int endOfDigits(CharSequence text, int from) {
		int i = from;
		while (Ascii.isDigit(at(text, i))) {
			i++;
		}
		return i;
	}

	private static boolean isSeparator(char c) {
		return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f' || c == '\u2010' || c == '\u2011';
	}

	private static char at(CharSequence text, int index) {
		return (index >= 0 && index < text.length()) ? text.charAt(index) : '\0';
	}

}
