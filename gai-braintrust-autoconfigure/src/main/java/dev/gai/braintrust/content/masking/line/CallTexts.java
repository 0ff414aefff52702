package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of calls that take a user and a password behind something else, and what code
 * takes where a variable is not set.
 */
public final class CallTexts {

	private static final int MOST = 5;

	private static final String[] OPERATORS = { "||= ", "|| ", "?? ", "??= ", "?: ", "or ", ".unwrap_or(",
			".getOrElse(", ".orElse(", "{" };

	private static final int MOST_SIGNS = 4;

	private CallTexts() {
	}

	/**
	 * Masks the second argument.
	 * @param text the text
	 * @param from where the first begins
	 * @param findings told of what is found
	 */
	public static void second(String text, int from, SecretFinder.Findings findings) {
		mask(argument(text, from, 2), findings);
	}

	/**
	 * Masks the third argument.
	 * @param text the text
	 * @param from where the first begins
	 * @param findings told of what is found
	 */
	public static void third(String text, int from, SecretFinder.Findings findings) {
		mask(argument(text, from, 3), findings);
	}

	/**
	 * Masks the fifth argument.
	 */
	static void fifth(String text, int from, SecretFinder.Findings findings) {
		mask(argument(text, from, MOST), findings);
	}

	private static void mask(@Nullable Word word, SecretFinder.Findings findings) {
		if (word != null && word.quoted() && word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * An argument, by its number; {@code null} when there are not so many or it is empty.
	 */
	private static @Nullable Word argument(String text, int from, int number) {
		int i = Characters.skipSpaces(text, from);
		for (int count = 1; count < number; count++) {
			Word word = Word.at(text, i);
			boolean empty = Characters.isQuote(Characters.at(text, i))
					&& Characters.at(text, i) == Characters.at(text, i + 1);
			int end = empty ? i + 2 : (word != null) ? word.next() : i;
			int comma = Characters.skipSpaces(text, end);
			char separator = Characters.at(text, comma);
			if (separator != ',' && separator != ';') {
				return null;
			}
			i = Characters.skipSpaces(text, comma + 1);
		}
		return Word.at(text, i);
	}

	/**
	 * Masks what stands third and fourth in {@code OPENROWSET('…', 'host';'joe';'secret',
	 * …)}.
	 * @param text the text
	 * @param from where the first argument begins
	 * @param findings told of what is found
	 */
	public static void fourth(String text, int from, SecretFinder.Findings findings) {
		Word user = argument(text, from, 3);
		if (user != null && Characters.at(text, Characters.skipSpaces(text, user.next())) == ';') {
			mask(argument(text, from, 4), findings);
		}
	}

	/**
	 * Masks the second of two texts in quotes at the end of a call, behind a variable or
	 * two.
	 * @param text the text
	 * @param from where the first argument begins
	 * @param findings told of what is found
	 */
	public static void behindVariable(String text, int from, SecretFinder.Findings findings) {
		Word before = null;
		Word word = Word.at(text, from);
		for (int i = 0; i < 4 && word != null; i++) {
			int next = Characters.skipSpaces(text, word.next());
			if (Characters.at(text, next) == ')') {
				if (before != null && word.quoted() && (before.quoted() || word.isTelling() || i > 1)
						&& word.isValue()) {
					word.mask(findings);
				}
				return;
			}
			before = word;
			word = (Characters.at(text, next) == ',') ? Word.at(text, Characters.skipSpaces(text, next + 1)) : null;
		}
	}

	/**
	 * Masks the second of two texts in quotes, without brackets around:
	 * {@code basic_auth 'joe', 'secret'}.
	 */
	static void pair(String text, int from, SecretFinder.Findings findings) {
		Word user = Word.at(text, from);
		if (user != null && user.quoted()) {
			mask(argument(text, from, 2), findings);
		}
	}

	/**
	 * Looks behind a telling name at what code takes where a variable is not set, and
	 * what it makes one of: {@code process.env.API_KEY || "secret"},
	 * {@code token{"secret"}}.
	 * @param text the text
	 * @param end behind the name
	 * @param findings told of what is found
	 */
	static void fallback(String text, int end, SecretFinder.Findings findings) {
		int i = end;
		while (i - end < MOST_SIGNS && Characters.at(text, i) != '\0' && "\\\"'])".indexOf(text.charAt(i)) >= 0) {
			i++;
		}
		i = Characters.skipBlanks(text, i);
		for (String operator : OPERATORS) {
			if (text.startsWith(operator, i) && (i > end || operator.equals("{"))) {
				Word word = Word.at(text, i + operator.length());
				if (word != null && word.quoted() && word.isTelling() && word.isValue()) {
					word.mask(findings);
				}
				return;
			}
		}
	}

}
