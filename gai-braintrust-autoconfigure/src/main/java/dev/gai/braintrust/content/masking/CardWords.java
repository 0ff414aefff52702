package dev.gai.braintrust.content.masking;

import java.util.regex.Pattern;

/**
 * Words that say that a number near them is one of a card.
 */
final class CardWords {

	private static final int BEFORE = 64;

	private static final int AFTER = 32;

	private static final Pattern WORDS = Pattern.compile("(?i)(?<![a-z])(?:(?:credit|debit|payment|bank)?cards?"
			+ "|card_?num(?:ber)?|kreditkarten?|(?:bank)?karten?(?:nummer)?|carte|carta|tarjeta|cart[a\u00e3]o|visa"
			+ "|mastercard|amex|american express|diners(?: club)?|maestro|discover|jcb|unionpay|cc|pan)(?![a-z])");

	private CardWords() {
	}

	static boolean areNear(CharSequence text, int start, int end) {
		CharSequence near = text.subSequence(Math.max(0, start - BEFORE), start) + "\n"
				+ text.subSequence(end, Math.min(text.length(), end + AFTER));
		return WORDS.matcher(near).find();
	}

}
