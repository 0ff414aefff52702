package dev.gai.braintrust.content;

import java.util.List;

/**
 * The secrets known without configuration. A token that contains another kind's shape is
 * found by the more telling finder first.
 */
final class BuiltInSecrets {

	static final List<SecretFinder> FINDERS = List.of(new PrivateKeys(), TokenFinder.jwts(), TokenFinder.apiKeys(),
			new AuthorizationValues(), new NamedSecretsInJson(), new CardNumbers());

	private BuiltInSecrets() {
	}

	static String mask(String text) {
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
