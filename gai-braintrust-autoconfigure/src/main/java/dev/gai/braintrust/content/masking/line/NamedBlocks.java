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

}
