package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Sentences that begin with the secret: {@code X is the password}. A word with a number,
 * as {@code arg2}, may as well be a name, so that only what no name looks like is one.
 */
public final class ToldBackwards {

	private static final String[] OWNERS = { "the ", "my ", "your ", "our ", "his ", "her ", "their ", "das ", "mein ",
			"dein ", "unser ", "ihr " };

	private static final Set<String> NOUNS = Set.of("password", "passphrase", "passcode", "passwort", "kennwort",
			"secret", "token");

	/** Of what a key is one that opens something. */
	private static final Set<String> KEYS = Set.of("api", "secret", "access", "private", "master", "admin", "signing",
			"encryption", "license");

	private static final Set<String> BEHIND = Set.of("for", "to", "of", "on", "in", "and", "now", "f\u00fcr", "zu",
			"von", "und");

	private static final int MOST_WORDS = 4;

	private static final int SHORTEST = 8;

	private static final int LONGEST = 128;

	private static final String SIGNS = "!@#$%^&*";

	private ToldBackwards() {
	}

	/**
	 * Looks at what stands before and behind a verb.
	 * @param text the text
	 * @param valueEnd where the blank before the verb stands
	 * @param from behind the verb and its blank
	 * @param findings told of what is found
	 */
	public static void find(String text, int valueEnd, int from, SecretFinder.Findings findings) {
		if (!speaksOfSecret(text, from)) {
			return;
		}
		char quote = Characters.at(text, valueEnd - 1);
		int end = (Characters.isQuote(quote) || quote == '`') ? valueEnd - 1 : valueEnd;
		int start = end;
		while (end - start < LONGEST && isPart(Characters.at(text, start - 1))) {
			start--;
		}
		char before = Characters.at(text, start - 1);
		boolean begins = start == 0 || Characters.isSpace(before) || before == '`' || before == '('
				|| Characters.isQuote(before) || Characters.isEscape(text, start - 2);
		if (begins && isUnlikeAnyName(text, start, end)) {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	private static boolean speaksOfSecret(String text, int from) {
		for (String owner : OWNERS) {
			if (Characters.startsWith(text, from, owner)) {
				return isSecret(text, from + owner.length());
			}
		}
		return false;
	}

	private static boolean isSecret(String text, int from) {
		String last = "";
		int start = from;
		for (int i = 0; i < MOST_WORDS; i++) {
			int end = endOfWord(text, start);
			String word = text.substring(start, end).toLowerCase(Locale.ROOT);
			if (NOUNS.contains(word) || (word.equals("key") && KEYS.contains(last))) {
				return isLast(text, end);
			}
			if (word.isEmpty() || Characters.at(text, end) != ' ') {
				return false;
			}
			last = word;
			start = end + 1;
		}
		return false;
	}

	/** Nothing is named after it, as in "the password field". */
	private static boolean isLast(String text, int end) {
		if (Characters.at(text, end) != ' ') {
			return Characters.at(text, end) != '-';
		}
		return BEHIND.contains(text.substring(end + 1, endOfWord(text, end + 1)));
	}

	private static int endOfWord(String text, int start) {
		int end = start;
		while (end - start < LONGEST && Character.isLetter(Characters.at(text, end))) {
			end++;
		}
		return end;
	}

	private static boolean isPart(char c) {
		return Ascii.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0 || c == '-' || c == '_';
	}

	/**
	 * Whether letters and digits take turns, or signs stand between them.
	 * @param text the text
	 * @param start where a word begins
	 * @param end where it ends
	 * @return whether no name looks like it
	 */
	public static boolean isUnlikeAnyName(String text, int start, int end) {
		int groups = 0;
		int letters = 0;
		boolean sign = false;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			boolean begun = Ascii.isDigit(c) && (i == start || !Ascii.isDigit(text.charAt(i - 1)));
			// Between numbers a date or a version has no letters.
			groups += (begun && (i == start || Character.isLetter(text.charAt(i - 1)))) ? 1 : 0;
			letters += Character.isLetter(c) ? 1 : 0;
			sign |= SIGNS.indexOf(c) >= 0 && i > start && i + 1 < end;
		}
		return end - start >= SHORTEST && letters > 1 && (groups > 1 || (sign && groups > 0));
	}

}
