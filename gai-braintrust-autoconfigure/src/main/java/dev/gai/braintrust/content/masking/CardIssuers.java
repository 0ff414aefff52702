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
		if (digits[0] == 4) {
			return count == 13 || count == 16 || count == 19;
		}
		if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
			return count == 16;
		}
		if (two == 34 || two == 37) {
			return count == 15;
		}
		if (two == 36 || two == 38 || (three >= 300 && three <= 305)) {
			return count >= 14;
		}
		return (four == 6011 || two == 65 || two == 35) && count >= 16;
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
