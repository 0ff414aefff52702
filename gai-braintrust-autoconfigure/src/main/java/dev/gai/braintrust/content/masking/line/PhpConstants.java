package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Constants of PHP: {@code define('AUTH_KEY', '…')}. WordPress has eight keys and salts
 * that may consist of any characters, blanks and brackets among them.
 */
public final class PhpConstants {

	private static final String DEFINE = "define";

	private static final int LONGEST_NAME = 64;

	private static final int LONGEST = 512;

	/** Of what is called a key or a salt. */
	private static final int SHORTEST = 20;

	private PhpConstants() {
	}

	/**
	 * Looks at a bracket behind {@code define}.
	 * @param text the text
	 * @param bracket where it stands
	 * @param findings told of what is found
	 */
	public static void find(String text, int bracket, SecretFinder.Findings findings) {
		if (!text.startsWith(DEFINE, bracket - DEFINE.length())) {
			return;
		}
		int quote = Characters.skipBlanks(text, bracket + 1);
		int backslashes = Characters.countBackslashes(text, quote);
		int name = quote + backslashes + 1;
		int end = name;
		while (end - name < LONGEST_NAME && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int comma = Characters.skipBlanks(text, end + backslashes + 1);
		if (!Characters.isQuote(Characters.at(text, name - 1)) || Characters.at(text, comma) != ',') {
			return;
		}
		int opening = Characters.skipSpaces(text, comma + 1) + backslashes;
		char mark = Characters.at(text, opening);
		int close = Characters.isQuote(mark) ? close(text, opening + 1, mark, backslashes) : -1;
		if (close > opening + 1 && isSecret(text.substring(name, end), text.substring(opening + 1, close))) {
			findings.replace(opening + 1, close, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Where a quote closes what it has opened, with its backslashes before it; -1 if it
	 * does not in the same line.
	 */
	private static int close(String text, int start, char quote, int backslashes) {
		int limit = Math.min(text.length(), start + LONGEST);
		for (int i = start; i < limit && text.charAt(i) != '\n'; i++) {
			if (text.charAt(i) == quote && Characters.countBackslashesBefore(text, i) == backslashes) {
				return i - backslashes;
			}
		}
		return -1;
	}

	private static boolean isSecret(String name, String value) {
		if (SecretValue.isPlaceholder(value) || SecretValue.isMasked(value, 0, value.length())) {
			return false;
		}
		boolean key = name.endsWith("_KEY") || name.endsWith("_SALT");
		return key ? value.length() >= SHORTEST && value.chars().anyMatch((c) -> Ascii.isDigit((char) c))
				: SecretNames.of(name) == SecretName.ALWAYS;
	}

}
