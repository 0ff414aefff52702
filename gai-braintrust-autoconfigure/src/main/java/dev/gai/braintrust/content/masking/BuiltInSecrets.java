package dev.gai.braintrust.content.masking;

import java.util.List;

/**
 * The secrets known without configuration. A token that contains another kind's shape is
 * found by the more telling finder first. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BuiltInSecrets {

	static final List<SecretFinder> FINDERS = List.of(new PrivateKeys(), TokenFinder.jwts(), TokenFinder.apiKeys(),
			new AuthorizationValues(), new NamedSecretsInJson(), new CardNumbers());

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
		String masked = text;
		for (SecretFinder finder : FINDERS) {
			if (finder.mayOccurIn(masked)) {
				MaskedText result = new MaskedText(masked);
				finder.find(masked, result::replace);
				masked = result.result();
			}
		}
		return masked;
	}

}
