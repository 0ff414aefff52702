package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * What may stand between the name of a header and the secret: {@code Token},
 * {@code Digest}.
 *
 * @param name in small letters, empty when there is none
 * @param end where the secret begins
 */
record AuthorizationScheme(String name, int end) {

	private static final Set<String> WITH_TOKEN = Set.of("token", "apikey", "api-key", "key", "bot", "jwt", "basic",
			"bearer", "negotiate", "ntlm", "splunk", "geniekey", "sso-key", "sharedaccesssignature", "sharedkey",
			"sharedkeylite", "access_token", "user", "app", "zoho-oauthtoken", "discogs", "deepl-auth-key");

	private static final Set<String> WITH_PARTS = Set.of("digest", "aws4-hmac-sha256", "oauth", "hawk", "signature",
			"vapid", "gnap", "dpop");

	private static final int LONGEST = 24;

	static AuthorizationScheme at(CharSequence text, int start) {
		int end = start;
		while (end - start < LONGEST && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int next = Characters.skipBlanks(text, end);
		if (end > start && next > end && next < text.length()) {
			String name = text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
			if (WITH_TOKEN.contains(name) || WITH_PARTS.contains(name)) {
				return new AuthorizationScheme(name, next);
			}
		}
		return new AuthorizationScheme("", start);
	}

	/**
	 * Whether {@link AuthorizationValues} looks after it.
	 */
	boolean isBearerOrBasic() {
		return this.name.equals("bearer") || this.name.equals("basic");
	}

	/**
	 * Whether all that follows belongs to it.
	 */
	boolean hasParts() {
		return WITH_PARTS.contains(this.name);
	}

}
