package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.AccessCodes;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a word for a password where no sign parts the two as in other
 * settings: {@code pass: secret} below the name of a user, {@code password....secret},
 * "from secret to other", "secret as the password".
 */
final class PassLines {

	private static final String WORD = "password";

	/** What a line before names, of which {@code pass} is the password. */
	private static final String[] LOGINS = { "user", "login", "host", "smtp", "imap", "mail" };

	/** What prints a password, in small letters. */
	private static final String[] COMMANDS = { "command", "cmd", "eval" };

	private static final int MOST_SIGNS = 12;

	private static final String[] ARTICLES = { "as the ", "as my ", "as your ", "as " };

	/** Of a password that is a code of a few digits. */
	private static final String ONCE = "one-time ";

	/** As no result of a test has. */
	private static final String SIGNS = "!@#$^&*?~";

	private static final int SHORTEST = 8;

	private static final int SHORTEST_SPOKEN = 6;

	private static final int MOST_DOTS = 128;

	/** From a name to what is said of it. */
	private static final int NEAR = 40;

	private PassLines() {
	}

	/**
	 * Look at {@code pass}.
	 */
	static void find(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("pass insert ", start) || text.startsWith("passxc-cli ", start)) {
			Pipes.to(text, start, findings);
			return;
		}
		char after = Characters.at(text, start + 4);
		if (after == ':') {
			setting(text, start, findings);
		}
		else if ((after | 0x20) == 'w' && Characters.startsWith(text, start, WORD)) {
			word(text, start, findings);
		}
	}

	/**
	 * Look at {@code input_pw secret} of pdftk.
	 */
	static void ofDocument(String text, int index, SecretFinder.Findings findings) {
		if (text.startsWith("input_", index - 7) || text.startsWith("user_", index - 6)
				|| text.startsWith("owner_", index - 7)) {
			mixed(Word.at(text, index + 2), findings);
		}
	}

	/**
	 * Look at "the pw for the host is secret".
	 */
	static void ofSomething(String text, int index, SecretFinder.Findings findings) {
		int verb = Near.next(text, " is ", index);
		if (verb >= 0 && verb - index < NEAR && text.substring(index, verb).indexOf('\n') < 0) {
			mixed(Word.at(text, verb + 4), findings);
		}
	}

	private static void mixed(@Nullable Word word, SecretFinder.Findings findings) {
		if (word != null && word.isTelling() && word.hasLettersAndDigits() && word.length() >= SHORTEST_SPOKEN
				&& word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Look at what prints a password: {@code --password-command "echo secret"},
	 * {@code PassCmd "printf secret"}.
	 */
	static void command(String text, int start, SecretFinder.Findings findings) {
		int end = start + "pass".length();
		while (end - start < WORD.length() && "wordWORD".indexOf(Characters.at(text, end)) >= 0) {
			end++;
		}
		char joint = Characters.at(text, end);
		end += (joint == '-' || joint == '_') ? 1 : 0;
		for (String name : COMMANDS) {
			if (Characters.startsWith(text, end, name)) {
				printed(text, end + name.length(), findings);
				return;
			}
		}
	}

	private static void printed(String text, int from, SecretFinder.Findings findings) {
		int i = from;
		while (i - from < MOST_SIGNS && "\\\"'`:=, ".indexOf(Characters.at(text, i)) >= 0) {
			i++;
		}
		boolean echo = text.startsWith("echo ", i);
		Word word = (echo || text.startsWith("printf ", i)) ? Word.at(text, i + (echo ? 5 : 7)) : null;
		if (word != null && (word.value().equals("-n") || word.value().equals("%s") || word.value().equals("-ne"))) {
			word = Word.at(text, word.next());
		}
		if (word != null && word.isValue()) {
			word.mask(findings);
		}
	}

	private static void setting(String text, int start, SecretFinder.Findings findings) {
		int before = Characters.skipBlanksBack(text, start - 1);
		boolean first = before < 0 || Word.isLineEnd(text, before) || Rows.isBreak(text, before - 1);
		first |= Characters.at(text, before) == '/' && Characters.isBlank(Characters.at(text, before - 1));
		first |= Characters.at(text, before) == ',' && isBelowLogin(text, start);
		Word value = first ? Word.at(text, start + 5) : null;
		if (value == null || value.start() == start + 5 || value.length() < SHORTEST || !value.hasLettersAndDigits()
				|| !value.isTelling() || !value.isLast() || !value.isValue()) {
			return;
		}
		if (value.value().chars().anyMatch((c) -> SIGNS.indexOf(c) >= 0) || isBelowLogin(text, start)) {
			value.mask(findings);
		}
	}

	private static boolean isBelowLogin(String text, int start) {
		for (String login : LOGINS) {
			if (Near.last(text, login, start) >= 0) {
				return true;
			}
		}
		return false;
	}

	private static void word(String text, int start, SecretFinder.Findings findings) {
		int end = start + WORD.length();
		if (text.startsWith("...", end)) {
			int i = end;
			while (i - end < MOST_DOTS && Characters.at(text, i) == '.') {
				i++;
			}
			Word value = Word.at(text, i);
			if (value != null && (value.quoted() || value.isTelling()) && value.isValue()) {
				value.mask(findings);
			}
		}
		else if (text.startsWith(" from ", end)) {
			Word old = Word.at(text, end + 6);
			Word to = (old != null) ? Word.at(text, old.next()) : null;
			if (old != null && to != null && to.value().equals("to") && isSpoken(old)) {
				old.mask(findings);
			}
		}
		before(text, start, findings);
	}

	/**
	 * What is said to be the password before it is called that.
	 */
	private static void before(String text, int start, SecretFinder.Findings findings) {
		int from = start - (text.startsWith(ONCE, start - ONCE.length()) ? ONCE.length() : 0);
		for (String article : ARTICLES) {
			int end = from - article.length() - 1;
			if (end > 0 && text.startsWith(article, end + 1) && text.charAt(end) == ' ') {
				end -= Characters.isQuote(text.charAt(end - 1)) ? 1 : 0;
				int first = end;
				while (end - first < 64 && first > 0 && text.charAt(first - 1) > ' '
						&& !Characters.isQuote(text.charAt(first - 1))) {
					first--;
				}
				Word value = new Word(text, first, end, false);
				if (first < end && (isSpoken(value) || (from < start && AccessCodes.isOne(value.value())))) {
					value.mask(findings);
				}
				return;
			}
		}
	}

	private static boolean isSpoken(Word value) {
		return value.length() >= SHORTEST_SPOKEN && value.hasLettersAndDigits() && value.isTelling() && value.isValue()
				&& value.value().chars().noneMatch((c) -> c == '-' || c == '/' || c == '\\')
				&& Ascii.isLetterOrDigit(value.text().charAt(value.start()));
	}

}
