package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Where a value begins that does not stand directly behind its name and a colon, and one
 * that has more than one word.
 */
final class ValueStarts {

	private static final String REJECTED = "rejected value [";

	private static final int LONGEST_REJECTED = 256;

	private static final int LONGEST_TYPE = 40;

	private static final int SHORTEST_PASSWORD = 6;

	private static final int LONGEST_TAG = 8;

	private static final Set<String> TAGS = Set.of("b", "strong", "code", "em", "i", "kbd", "tt", "mark", "span");

	private ValueStarts() {
	}

	/**
	 * Goes past what stands between a colon and a value.
	 */
	static int after(CharSequence text, NameInText name, int start) {
		return afterTags(text, afterType(text, afterMarkup(text, name, afterTemplate(text, start))));
	}

	/**
	 * Looks for the value that Spring says it has not bound:
	 * {@code on field 'password': rejected value [secret];}.
	 * @return whether one is said
	 */
	static boolean rejected(CharSequence text, int start, SecretFinder.Findings findings) {
		if (!Characters.startsWith(text, start, REJECTED)) {
			return false;
		}
		int value = start + REJECTED.length();
		int end = value;
		while (end - value < LONGEST_REJECTED && Characters.at(text, end) > ' '
				&& !(text.charAt(end) == ']' && ";,. \n\\\"\0".indexOf(Characters.at(text, end + 1)) >= 0)) {
			end++;
		}
		if (end > value && !SecretValue.isNone(text.subSequence(value, end).toString())) {
			findings.replace(value, end, SecretNames.REPLACEMENT);
		}
		return true;
	}

	/**
	 * Goes past what begins a value in a template of Ruby: {@code <%= "secret" %>}.
	 */
	private static int afterTemplate(CharSequence text, int start) {
		int quote = Characters.startsWith(text, start, "<%=") ? Characters.skipBlanks(text, start + 3) : start;
		return Characters.isQuote(Characters.at(text, quote + Characters.countBackslashes(text, quote))) ? quote
				: start;
	}

	/**
	 * Whether a text of several lines begins at a place, as TOML and Python write it.
	 */
	static boolean isThreeQuotes(CharSequence text, int start) {
		char quote = Characters.at(text, start);
		return Characters.isQuote(quote) && Characters.at(text, start + 1) == quote
				&& Characters.at(text, start + 2) == quote && Characters.at(text, start + 3) != quote;
	}

	/**
	 * Whether no blank stands before the next quote: what is longer describes something.
	 */
	static boolean isOneWord(CharSequence text, int start) {
		int end = start;
		while (Characters.at(text, end) > ' ' && !Characters.isQuote(text.charAt(end))) {
			end++;
		}
		return Characters.isQuote(Characters.at(text, end));
	}

	/**
	 * Whether what a wallet is recovered with begins at a place.
	 */
	static boolean isWalletPhrase(CharSequence text, NameInText name, int start) {
		return isForWords(text, name) && isPhrase(text, start);
	}

	/**
	 * Whether more than a measure follows, which is called {@code pw} as well.
	 */
	static boolean isNoMeasure(CharSequence text, NameInText name) {
		int sign = Characters.skipBlanks(text, name.end());
		int start = Characters.skipBlanks(text, sign + 1);
		int end = start;
		while (end - start < SHORTEST_PASSWORD && Characters.at(text, end) > ' '
				&& !Characters.isQuote(Characters.at(text, end))) {
			end++;
		}
		return !name.isQuoted() && end - start == SHORTEST_PASSWORD;
	}

	/**
	 * Where the value begins that another one is replaced with, {@code "old" -> "new"}.
	 * @param end of the old one
	 * @return -1 when there is none
	 */
	static int afterArrow(CharSequence text, int end, int backslashes) {
		int arrow = Characters.skipBlanks(text, end + backslashes + 1);
		char first = Characters.at(text, arrow);
		if (Characters.at(text, arrow + 1) != '>' || (first != '-' && first != '=')) {
			return -1;
		}
		int quote = Characters.skipBlanks(text, arrow + 2) + backslashes;
		return (Characters.at(text, quote) == Characters.at(text, end + backslashes)) ? quote + 1 : -1;
	}

	/**
	 * Goes past the tags of HTML in {@code <b>Password:</b> <code>secret}.
	 */
	private static int afterTags(CharSequence text, int start) {
		int i = start;
		for (int tags = 0; tags < 3 && Characters.at(text, i) == '<'; tags++) {
			int name = i + 1 + ((Characters.at(text, i + 1) == '/') ? 1 : 0);
			int end = name;
			while (end - name < LONGEST_TAG && Characters.at(text, end) >= 'a' && Characters.at(text, end) <= 'z') {
				end++;
			}
			if (Characters.at(text, end) != '>' || !TAGS.contains(text.subSequence(name, end).toString())) {
				return start;
			}
			i = Characters.skipBlanks(text, end + 1);
		}
		return i;
	}

	/**
	 * Goes past the end of {@code **Password:**}.
	 */
	private static int afterMarkup(CharSequence text, NameInText name, int start) {
		boolean bold = Characters.at(text, start) == '*' && Characters.at(text, start + 1) == '*'
				&& Characters.at(text, name.start() - 1) == '*';
		// With two words the asterisks stand before the first.
		bold |= Characters.at(text, start) == '*' && Characters.at(text, start + 1) == '*'
				&& Characters.isBlank(Characters.at(text, start + 2));
		return bold ? Characters.skipBlanks(text, start + 2) : start + (isStarred(text, start) ? 1 : 0);
	}

	/**
	 * Whether one asterisk stands before and behind a word, as in a chat; before an alias
	 * of YAML only one does.
	 */
	private static boolean isStarred(CharSequence text, int start) {
		int end = start;
		boolean word = false;
		while (end - start < LONGEST_REJECTED && Characters.at(text, end) > ' ' && !Characters.isQuote(text.charAt(end))
				&& !Characters.isEscape(text, end)) {
			word |= Ascii.isLetterOrDigit(text.charAt(end));
			end++;
		}
		return word && Characters.at(text, start) == '*' && Characters.at(text, start + 1) != '*'
				&& Characters.at(text, end - 1) == '*' && end - start > SHORTEST_PASSWORD;
	}

	/**
	 * Goes past the type of a variable, as in {@code key: string = "…"}, if a text
	 * follows.
	 */
	private static int afterType(CharSequence text, int start) {
		int i = start;
		while (i - start < LONGEST_TYPE && (Ascii.isLetterOrDigit(Characters.at(text, i))
				|| (Characters.at(text, i) != '\0' && "&_<>?.[]".indexOf(Characters.at(text, i)) >= 0))) {
			i++;
		}
		i = (i > start) ? Characters.skipBlanks(text, i) : i;
		int value = Characters.skipBlanks(text, i + 1);
		return (i > start && Characters.at(text, i) == '=' && Characters.isQuote(Characters.at(text, value))) ? value
				: start;
	}

	private static boolean isForWords(CharSequence text, NameInText name) {
		String last = name.in(text).toLowerCase(Locale.ROOT);
		return last.endsWith("phrase") || last.endsWith("mnemonic");
	}

	/**
	 * Twelve words and nothing else: what a wallet is recovered with.
	 */
	private static boolean isPhrase(CharSequence text, int start) {
		int words = 0;
		int i = start;
		while (Characters.at(text, i) >= 'a' && Characters.at(text, i) <= 'z') {
			while (Characters.at(text, i) >= 'a' && Characters.at(text, i) <= 'z') {
				i++;
			}
			words++;
			i += (Characters.at(text, i) == ' ') ? 1 : 0;
			if (words > 24) {
				return false;
			}
		}
		return words >= 12 && (i >= text.length() || !Ascii.isLetterOrDigit(Characters.at(text, i)));
	}

}
