package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * A user and a password behind a word for both: {@code login: joe / secret}, "the
 * credentials are admin/secret", "Zugangsdaten sind joe und secret", "Bad credentials for
 * joe/secret".
 */
public final class LoginPairs {

	private static final String[] LINKS = { ": ", " are ", " sind ", " lauten " };

	private static final String[] BETWEEN = { "/", ":", "and ", "und " };

	/** As servers say it of what they were given. */
	private static final String REFUSED = "bad credentials";

	private static final String FAILED = "login failed for ";

	private static final int SHORTEST = 6;

	private static final int LONGEST_USER = 64;

	private LoginPairs() {
	}

	/**
	 * Looks at what follows such a word.
	 * @param text the text
	 * @param end behind the word
	 * @param findings told of what is found
	 */
	public static void behind(String text, int end, SecretFinder.Findings findings) {
		for (String link : LINKS) {
			if (text.startsWith(link, end)) {
				pair(text, end + link.length(), findings);
				return;
			}
		}
		if (text.startsWith(" for ", end) && Characters.startsWith(text, end - REFUSED.length(), REFUSED)) {
			pair(text, end + " for ".length(), findings);
		}
	}

	/**
	 * Looks at {@code Login failed for joe/secret}.
	 * @param text the text
	 * @param start where {@code login} begins
	 * @param findings told of what is found
	 */
	public static void failed(String text, int start, SecretFinder.Findings findings) {
		int end = start + FAILED.length();
		if (Characters.startsWith(text, start, FAILED)) {
			pair(text, end + (text.startsWith("user ", end) ? "user ".length() : 0), findings);
		}
	}

	private static void pair(String text, int from, SecretFinder.Findings findings) {
		int user = Characters.skipBlanks(text, from);
		int end = user;
		while (end - user < LONGEST_USER && Characters.at(text, end) > ' '
				&& "/:,;\"'`".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		int separator = Characters.skipBlanks(text, end);
		for (String between : BETWEEN) {
			if (end > user && text.startsWith(between, separator) && !text.startsWith("//", separator + 1)) {
				Word secret = Word.at(text, separator + between.length());
				if (secret != null && isPassword(secret)) {
					secret.mask(findings);
				}
				return;
			}
		}
	}

	private static boolean isPassword(Word word) {
		return word.length() >= SHORTEST && word.hasLettersAndDigits() && word.isTelling() && word.isValue()
				&& word.value().indexOf('/') < 0;
	}

}
