package dev.gai.braintrust.content.masking;

import java.util.Arrays;

/**
 * Digits in groups that one and the same separator parts.
 */
final class DigitGroups {

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

	static DigitGroups at(CharSequence text, int start) {
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

	static boolean isSeparator(char c) {
		return c == ' ' || c == '-' || c == '\u00a0' || c == '\u202f' || c == '\u2010' || c == '\u2011';
	}

	int count() {
		return this.count;
	}

	int[] digits() {
		return this.digits;
	}

	/**
	 * How many digits the first groups have.
	 */
	int digits(int groups) {
		int sum = 0;
		for (int i = 0; i < groups; i++) {
			sum += this.lengths[i];
		}
		return sum;
	}

	int end(int groups) {
		return this.ends[groups - 1];
	}

	boolean areOfACard(int groups) {
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
