package dev.gai.braintrust.content.masking.text;

import java.util.Arrays;

import dev.gai.braintrust.promise.Internal;

/**
 * Digits in groups that one and the same separator parts.
 */
@Internal
public final class DigitGroups {

	private static final int MAX_GROUPS = 6;

	private static final int MAX_DIGITS = 19;

	/** How the digits of a card are printed, by how many there are. */
	private static final int[][] OF_CARDS = { { 4, 4, 4, 4 }, { 4, 6, 5 }, { 4, 6, 4 }, { 4, 4, 4, 1 }, { 4, 3, 3, 3 },
			{ 4, 4, 4, 4, 3 }, { 6, 13 } };

	private final int[] digits = new int[MAX_DIGITS];

	private final int[] lengths = new int[MAX_GROUPS];

	private final int[] ends = new int[MAX_GROUPS];

	private int count;

	private DigitGroups() {
	}

	/**
	 * Reads groups of digits.
	 * @param text the text
	 * @param start place of the first digit
	 * @return the groups, not more than a card number has
	 */
	public static DigitGroups at(CharSequence text, int start) {
		DigitGroups groups = new DigitGroups();
		char separator = '\0';
		int i = start;
		int total = 0;
		while (groups.count < MAX_GROUPS) {
			int first = i;
			while (Ascii.isDigit(Characters.at(text, i))) {
				if (total == MAX_DIGITS) {
					return groups;
				}
				groups.digits[total++] = text.charAt(i++) - '0';
			}
			groups.lengths[groups.count] = i - first;
			groups.ends[groups.count++] = i;
			char next = Characters.at(text, i);
			boolean more = isSeparator(next) && (separator == '\0' || separator == next)
					&& Ascii.isDigit(Characters.at(text, i + 1));
			if (!more) {
				break;
			}
			separator = next;
			i++;
		}
		return groups;
	}

	/**
	 * Whether it parts groups of digits.
	 * @param c a character
	 * @return whether it does
	 */
	public static boolean isSeparator(char c) {
		return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f' || c == '\u2010' || c == '\u2011';
	}

	/**
	 * {@return how many groups there are}
	 */
	public int count() {
		return this.count;
	}

	/**
	 * {@return the digits of all groups; not a copy}
	 */
	public int[] digits() {
		return this.digits;
	}

	/**
	 * How many digits the first groups have.
	 * @param groups how many groups
	 * @return how many digits
	 */
	public int digits(int groups) {
		int sum = 0;
		for (int i = 0; i < groups; i++) {
			sum += this.lengths[i];
		}
		return sum;
	}

	/**
	 * Where the first groups end.
	 * @param groups how many
	 * @return index after their last digit
	 */
	public int end(int groups) {
		return this.ends[groups - 1];
	}

	/**
	 * Whether the first groups have the lengths in which cards are printed.
	 * @param groups how many
	 * @return whether they have
	 */
	public boolean areOfACard(int groups) {
		if (groups == 1) {
			return true;
		}
		for (int[] card : OF_CARDS) {
			if (card.length == groups && Arrays.equals(card, 0, groups, this.lengths, 0, groups)) {
				return true;
			}
		}
		return false;
	}

}
