package dev.gai.braintrust.content.masking;

import java.math.BigDecimal;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.DigitGroups;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import dev.gai.braintrust.content.masking.text.Uuids;

/**
 * Payment card numbers: 15 or 16 digits with a prefix that an issuer uses, in no groups
 * or in those of a card, with a correct check digit. Of 13, 14 or 19 digits only where a
 * card is spoken of: barcodes and the like have as many. A number within a longer number,
 * a word, a decimal fraction, a telephone number with {@code +}, an IBAN or a UUID is
 * none.
 */
final class CardNumbers implements SecretFinder {

	/** Looks at a text that is about a card. */
	static final CardNumbers NAMED = new CardNumbers(true);

	/** Looks at any text. */
	static final CardNumbers ANY = new CardNumbers(false);

	private static final String REPLACEMENT = "[masked:card-number]";

	private static final int MIN_DIGITS = 13;

	/** The smallest number with so many digits. */
	private static final long SMALLEST = 1_000_000_000_000L;

	private final boolean named;

	private CardNumbers(boolean named) {
		this.named = named;
	}

	/**
	 * Looks at every thirteenth character only: a run of so many digits and separators
	 * has one of them.
	 */
	@Override
	public boolean mayOccurIn(String text) {
		return firstPart(text, 0) < text.length();
	}

	/**
	 * A part of a run of digits and separators that has as many digits as a card. Looks
	 * at every thirteenth character only: such a run has one of them.
	 * @param from the place that the run before ended at
	 */
	private static int firstPart(CharSequence text, int from) {
		int i = from + MIN_DIGITS - 1;
		while (i < text.length()) {
			if (!mayBeWithin(text, i)) {
				i += MIN_DIGITS;
				continue;
			}
			int start = i;
			while (start > from && isPart(text.charAt(start - 1))) {
				start--;
			}
			int end = start;
			int digits = 0;
			while (end < text.length() && isPart(text.charAt(end))) {
				if (Ascii.isDigit(text.charAt(end++)) && ++digits == MIN_DIGITS) {
					return start;
				}
			}
			i = end + MIN_DIGITS;
		}
		return text.length();
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

	/**
	 * Whether a character is a digit or parts two of them: most are blanks between words.
	 */
	private static boolean mayBeWithin(CharSequence text, int index) {
		char c = text.charAt(index);
		return Ascii.isDigit(c) || (DigitGroups.isSeparator(c) && Ascii.isDigit(Characters.at(text, index - 1))
				&& Ascii.isDigit(Characters.at(text, index + 1)));
	}

	private static boolean isPart(char c) {
		return Ascii.isDigit(c) || DigitGroups.isSeparator(c);
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		int i = firstPart(text, 0);
		while (i < text.length()) {
			if (!Ascii.isDigit(text.charAt(i))) {
				i = isPart(text.charAt(i)) ? i + 1 : firstPart(text, i);
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
		char before = Characters.at(text, start - 1);
		char beforeThat = Characters.at(text, start - 2);
		if (Ascii.isLetterOrDigit(before)) {
			// The n of an escape sequence is not a letter of a word.
			return beforeThat == '\\' && "bfnrt".indexOf(before) >= 0;
		}
		boolean goesOn = (before == '.' || before == '-' || before == ',' || before == '/')
				&& Ascii.isDigit(beforeThat);
		return before != '+' && !goesOn;
	}

	/**
	 * The end of the longest card number that starts here, or -1.
	 */
	private int endOfCard(CharSequence text, int start) {
		DigitGroups groups = DigitGroups.at(text, start);
		for (int count = groups.count(); count > 0; count--) {
			int end = groups.end(count);
			int digits = groups.digits(count);
			boolean card = groups.areOfACard(count) && isWhole(text, end)
					&& CardIssuers.isCardNumber(groups.digits(), digits) && isExpected(text, start, end, digits);
			if (card && !Uuids.isPartOfUuid(text, start, end) && !Ibans.isPartOfOne(text, start)) {
				return end;
			}
		}
		return -1;
	}

	private boolean isExpected(CharSequence text, int start, int end, int digits) {
		// What follows a hyphen and letters is the number of an order or the like.
		boolean bare = Characters.at(text, start - 1) != '-' || !Ascii.isLetterOrDigit(Characters.at(text, start - 2));
		return (bare && (digits == 15 || digits == 16)) || this.named || CardWords.areNear(text, start, end);
	}

	/**
	 * Whether a number does not go on.
	 */
	private static boolean isWhole(CharSequence text, int end) {
		char next = Characters.at(text, end);
		boolean goesOn = (next == '-' || next == '.' || next == '/') && Ascii.isDigit(Characters.at(text, end + 1));
		return !Ascii.isLetterOrDigit(next) && next != '_' && !goesOn;
	}

	private static int endOfDigits(CharSequence text, int from) {
		int i = from;
		while (Ascii.isDigit(Characters.at(text, i))) {
			i++;
		}
		return i;
	}

}
