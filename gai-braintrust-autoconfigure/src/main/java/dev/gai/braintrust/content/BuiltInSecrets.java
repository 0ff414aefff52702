package dev.gai.braintrust.content;

import java.util.List;

/**
 * The secrets known without configuration. A token that contains another kind's shape is
 * found by the more telling finder first.
 */
final class BuiltInSecrets {

	static final List<SecretFinder> FINDERS = List.of(new PrivateKeys(), TokenFinder.jwts(), TokenFinder.apiKeys(),
			new AuthorizationValues(), new NamedSecretsInJson(), new CardNumbers());

	/** No secret is shorter, with what it is known by. */
	private static final int SHORTEST = 8;

	private BuiltInSecrets() {
	}

	static String mask(String text) {
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
