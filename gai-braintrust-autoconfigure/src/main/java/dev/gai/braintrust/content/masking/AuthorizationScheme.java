package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
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
			"sharedkeylite", "access_token", "user", "app", "zoho-oauthtoken", "discogs", "deepl-auth-key", "ssws",
			"klaviyo-api-key", "api-token", "apitoken", "macaroon", "snowflake", "privatekey", "pat");

	private static final Set<String> WITH_PARTS = Set.of("digest", "aws4-hmac-sha256", "oauth", "hawk", "signature",
			"vapid", "gnap", "dpop", "hmac");

	private static final int LONGEST = 24;

	private static final int SHORTEST_TOKEN = 12;

	static AuthorizationScheme at(CharSequence text, int start) {
		int end = start;
		while (end - start < LONGEST && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int next = Characters.skipBlanks(text, end);
		if (end > start && next > end && next < text.length()) {
			String name = text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
			if (WITH_TOKEN.contains(name) || WITH_PARTS.contains(name)) {
				return new AuthorizationScheme(name, afterName(text, next));
			}
		}
		return new AuthorizationScheme("", start);
	}

	/**
	 * Goes past the name of the only part, as Rails writes it:
	 * {@code Token token="secret"}.
	 */
	private static int afterName(CharSequence text, int start) {
		int end = Characters.startsWith(text, start, "token=") ? start + "token=".length() : start;
		return end + ((end > start && Characters.isQuote(Characters.at(text, end))) ? 1 : 0);
	}

	/**
	 * This scheme, or else any word before what is no word and the last of its line.
	 */
	AuthorizationScheme orAnyBeforeAToken(CharSequence text) {
		int word = this.end;
		while (word - this.end < LONGEST && Ascii.isLetterOrDigit(Characters.at(text, word))) {
			word++;
		}
		int start = Characters.skipBlanks(text, word);
		int i = start;
		boolean digit = false;
		while (Characters.at(text, i) > ' ' && !Characters.isQuote(text.charAt(i)) && text.charAt(i) != '\\') {
			digit |= Ascii.isDigit(text.charAt(i));
			i++;
		}
		boolean token = digit && i - start >= SHORTEST_TOKEN && Characters.at(text, i) != ' ';
		return (this.name.isEmpty() && start > word && word > this.end && token) ? new AuthorizationScheme("any", start)
				: this;
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
