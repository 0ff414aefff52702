package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that follow their name after a blank or a comma: options such as
 * {@code --password secret} and {@code -u user:secret}, and arguments such as
 * {@code header("X-Api-Key", "secret")}.
 */
final class CommandLines {

	private CommandLines() {
	}

	/**
	 * Find them.
	 * @return whether a block such as that of a private key begins in the text
	 */
	static boolean find(String text, NamedSecrets named, SecretFinder.Findings findings) {
		boolean block = false;
		for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
			char next = Characters.at(text, i + 1);
			if (next == '-' && Characters.at(text, i - 1) != '-') {
				block |= text.startsWith("-----BEGIN ", i);
				option(text, i + 2, named, findings);
			}
			else if (next == 'u' && text.startsWith(" -u ", i - 1)) {
				user(text, Characters.skipBlanks(text, i + 3), findings);
			}
		}
		for (int i = text.indexOf('('); i >= 0; i = text.indexOf('(', i + 1)) {
			if (Characters.isQuote(Characters.at(text, i + 1))) {
				argument(text, i + 2, named);
			}
		}
		return block;
	}

	private static void option(String text, int start, NamedSecrets named, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int value = Characters.skipBlanks(text, end);
		if (end == start || value == end || Characters.at(text, value) == '-') {
			return;
		}
		if (text.startsWith("user", start) && end - start == 4) {
			user(text, value, findings);
		}
		else if (NameEndings.isAt(text, end)) {
			NameInText name = new NameInText(start, end, '\0', 0);
			if (SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
				named.value(name, SecretName.ALWAYS, end + 1, ' ');
			}
		}
	}

	private static void user(String text, int start, SecretFinder.Findings findings) {
		boolean quoted = Characters.isQuote(Characters.at(text, start));
		int first = quoted ? start + 1 : start;
		int password = -1;
		int i = first;
		while (i < text.length() && text.charAt(i) > ' ' && !Characters.isQuote(text.charAt(i))
				&& text.charAt(i) != '\\') {
			if (text.charAt(i) == ':' && password < 0) {
				password = i + 1;
			}
			i++;
		}
		if (password > 0 && i > password && !SecretValue.isNone(text.substring(password, i))) {
			findings.replace(password, i, SecretNames.REPLACEMENT);
		}
	}

	private static void argument(String text, int start, NamedSecrets named) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		char quote = Characters.at(text, start - 1);
		int comma = Characters.skipBlanks(text, end + 1);
		if (Characters.at(text, end) != quote || Characters.at(text, comma) != ',' || !NameEndings.isAt(text, end)) {
			return;
		}
		int value = Characters.skipSpaces(text, comma + 1);
		NameInText name = new NameInText(start, end, quote, 0);
		if (Characters.isQuote(Characters.at(text, value)) && SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
			named.value(name, SecretName.ALWAYS, value, ',');
		}
	}

}
