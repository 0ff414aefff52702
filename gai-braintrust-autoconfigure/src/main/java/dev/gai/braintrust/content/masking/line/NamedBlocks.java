package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Names in quotes with their value further on: {@code variable "db_password" {default =
 * "…"}} of Terraform, {@code <meta name="csrf-token" content="…">}.
 */
final class NamedBlocks {

	private static final String CONTENT = " content=";

	private static final String DEFAULT = "default";

	/** What Terraform keeps of a password that it has made. */
	static final String GENERATED = "random_password";

	private static final String RESULT = "result";

	private static final int LONGEST_STATE = 2000;

	private NamedBlocks() {
	}

	/**
	 * Look at what stands behind a name.
	 * @param start where the name begins
	 * @param from behind its closing quote
	 */
	static void find(String text, int start, int from, SecretFinder.Findings findings) {
		if (text.startsWith(CONTENT, from)) {
			Arguments.next(text, from + CONTENT.length(), findings);
			return;
		}
		int brace = Characters.skipBlanks(text, from);
		if (Characters.at(text, brace) != '{' || Near.last(text, "variable ", start) < 0) {
			return;
		}
		int close = Near.next(text, "}", brace);
		int name = Near.next(text, DEFAULT, brace);
		if (name < 0 || (close >= 0 && close < name)) {
			return;
		}
		int sign = Characters.skipBlanks(text, name + DEFAULT.length());
		Word value = (Characters.at(text, sign) == '=') ? Word.at(text, sign + 1) : null;
		if (value != null && value.quoted() && value.isValue()) {
			value.mask(findings);
		}
	}

	/**
	 * Looks at {@code "type": "random_password", … "result": "…"} of Terraform's state.
	 */
	static void generated(String text, int from, SecretFinder.Findings findings) {
		int limit = Math.min(text.length(), from + LONGEST_STATE);
		int name = text.substring(from, limit).indexOf(RESULT);
		int end = from + name + RESULT.length();
		int quote = end + Characters.countBackslashes(text, end);
		int colon = Characters.skipSpaces(text, quote + 1);
		if (name >= 0 && Characters.isQuote(Characters.at(text, quote)) && Characters.at(text, colon) == ':') {
			Word value = Word.at(text, Characters.skipSpaces(text, colon + 1));
			if (value != null && value.quoted()) {
				value.mask(findings);
			}
		}
	}

}
