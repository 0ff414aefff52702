package dev.gai.braintrust.content.masking;

/**
 * Which numbers the issuers of payment cards give out.
 */
final class CardIssuers {

	private CardIssuers() {
	}

	static boolean isCardNumber(int[] digits, int count) {
		return count >= 13 && isIssued(digits, count) && isCheckDigitCorrect(digits, count);
	}

	private static boolean isIssued(int[] digits, int count) {
		int two = digits[0] * 10 + digits[1];
		int three = two * 10 + digits[2];
		int four = three * 10 + digits[3];
		return switch (count) {
			case 13 -> digits[0] == 4;
			case 14 -> two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305);
			case 15 -> two == 34 || two == 37;
			case 16 -> digits[0] == 4 || isIssuedWithSixteen(two, three, four);
			case 17, 18 -> false;
			default -> digits[0] == 4 || two == 62 || two == 65 || four == 6011;
		};
	}

	/**
	 * Mastercard, Discover, UnionPay, JCB and Mir.
	 */
	private static boolean isIssuedWithSixteen(int two, int three, int four) {
		return (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || four == 6011 || two == 65
				|| (three >= 644 && three <= 649) || two == 62 || (four >= 3528 && four <= 3589)
				|| (four >= 2200 && four <= 2204);
	}

	/**
	 * The Luhn formula of ISO/IEC 7812-1.
	 */
	private static boolean isCheckDigitCorrect(int[] digits, int count) {
		int sum = 0;
		for (int i = 0; i < count; i++) {
			int digit = digits[count - 1 - i] * (1 + i % 2);
			sum += (digit > 9) ? digit - 9 : digit;
		}
		return sum % 10 == 0;
	}

}
