package dev.gai.braintrust.content.masking;

/**
 * The secrets known without configuration. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BuiltInSecrets {

	private static final CardNumbers CARDS = new CardNumbers();

	/** No secret is shorter, with what it is known by. */
	private static final int SHORTEST = 8;

	private BuiltInSecrets() {
	}

	/**
	 * Whether a number can be anything that is masked.
	 * @param number a number
	 * @return {@code false} when its digits need not be looked at
	 */
	public static boolean mayBeIn(Number number) {
		return CardNumbers.mayBe(number);
	}

	/**
	 * Mask the secrets in a text.
	 * @param text the text
	 * @return the text with a name such as {@code [masked:api-key]} in place of each
	 * secret, the same object when there is none
	 */
	public static String mask(String text) {
		if (text.length() < SHORTEST) {
			return text;
		}
		FoundSecrets found = new FoundSecrets();
		Credentials credentials = new Credentials(text, found);
		boolean numbers = TextScan.scan(text, credentials);
		credentials.finish(text);
		String masked = found.in(text);
		if (numbers && CARDS.mayOccurIn(masked)) {
			FoundSecrets cards = new FoundSecrets();
			CARDS.find(masked, cards);
			masked = cards.in(masked);
		}
		return masked;
	}

}
