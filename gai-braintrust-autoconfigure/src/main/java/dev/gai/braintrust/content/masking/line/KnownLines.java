package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Lines of servers, tools and protocols that have a secret at a place which no name
 * tells: {@code stats auth joe:secret}, {@code AUTH PLAIN …},
 * {@code poetry config pypi-token.a
 * secret}.
 */
public final class KnownLines {

	private static final String HEADER = "authorization";

	private static final int LONGEST = 200;

	private KnownLines() {
	}

	/**
	 * Looks at two characters with which such a place begins.
	 * @param text the text
	 * @param index where the second stands
	 * @param first the first of them, small
	 * @param findings told of what is found
	 */
	public static void at(String text, int index, char first, SecretFinder.Findings findings) {
		switch (first) {
			case 'd' -> Arguments.adding(text, index, findings);
			case 'a' -> {
				if (text.charAt(index) == '}') {
					AccountFiles.hashBehind(text, index, findings);
				}
				else {
					auth(text, index, findings);
				}
			}
			case '-' -> basic(text, index - 1, findings);
			case ' ' -> AccountFiles.dialUp(text, index, findings);
			case 'w' -> wireless(text, index, findings);
			case 'p' -> shortName(text, index, findings);
			case 'm' -> AccountFiles.hash(text, index - 2, findings);
			default -> WindowsCommands.task(text, index, findings);
		}
	}

	/**
	 * Looks at {@code auth}.
	 * @param text the text
	 * @param index where its second letter stands
	 * @param findings told of what is found
	 */
	private static void auth(String text, int index, SecretFinder.Findings findings) {
		int start = index - 1;
		if (!Characters.startsWith(text, start, "auth")) {
			return;
		}
		char after = Characters.at(text, start + 4);
		if (after == 'o' && Characters.startsWith(text, start, HEADER)) {
			header(text, start, findings);
		}
		else if (after == ' ' && text.startsWith("stats ", start - 6)) {
			behindColon(Word.at(text, start + 5), findings);
		}
		else if (after == ' ' && text.startsWith("AUTH", start)) {
			command(text, start, findings);
		}
		else if (after == ' ' && (text.startsWith("master", start - 6) || text.startsWith("primary", start - 7))) {
			directive(text, start - (text.startsWith("master", start - 6) ? 6 : 7), start + 5, findings);
		}
		else if (!Ascii.isLetterOrDigit(Characters.at(text, start - 1))) {
			pair(text, start + 4, findings);
		}
	}

	/**
	 * {@code ["Authorization","…"]}, a pair by itself.
	 */
	private static void header(String text, int start, SecretFinder.Findings findings) {
		int end = start + HEADER.length();
		int backslashes = Characters.countBackslashes(text, end);
		char quote = Characters.at(text, end + backslashes);
		if (!Characters.isQuote(quote) || Characters.at(text, start - 1) != quote
				|| Characters.at(text, Characters.skipBlanksBack(text, start - 2 - backslashes)) != '[') {
			return;
		}
		int comma = Characters.skipSpaces(text, end + backslashes + 1);
		Word value = (Characters.at(text, comma) == ',') ? Word.at(text, Characters.skipSpaces(text, comma + 1)) : null;
		if (value != null && value.quoted() && value.isTelling() && value.isValue()
				&& Characters.at(text, Characters.skipSpaces(text, value.next())) == ']') {
			value.mask(findings);
		}
	}

	/**
	 * {@code AUTH PLAIN …} of mail servers, {@code AUTH user secret} of Redis.
	 */
	private static void command(String text, int start, SecretFinder.Findings findings) {
		Word word = Word.at(text, start + 5);
		if (word == null) {
			return;
		}
		if (word.value().equals("PLAIN") || word.value().equals("XOAUTH2")) {
			Word credentials = Word.at(text, word.next());
			if (credentials != null && credentials.length() >= 8 && credentials.isLast()) {
				credentials.mask(findings);
			}
		}
		else if (word.value().equals("LOGIN")) {
			login(text, word.next(), findings);
		}
		else {
			Word second = word.isLast() ? null : Word.at(text, word.next());
			Word secret = (second != null) ? second : word;
			if (secret.isLast() && secret.isValue() && secret.isTelling() && secret.hasLettersAndDigits()) {
				secret.mask(findings);
			}
		}
	}

	/**
	 * The user and the password in lines of their own, in Base64.
	 */
	private static void login(String text, int from, SecretFinder.Findings findings) {
		int line = from;
		for (int i = 0; i < 4 && Characters.at(text, line) == '\n'; i++) {
			Word word = Word.at(text, line + 1);
			boolean answer = word != null && word.value().equals("334");
			if (word != null && !answer && word.length() >= 4 && word.length() % 4 == 0 && word.isLast()) {
				word.mask(findings);
			}
			int end = text.indexOf('\n', line + 1);
			line = (end >= 0 && end - line < LONGEST) ? end : text.length();
		}
	}

	/**
	 * A setting whose name is no word, at the beginning of its line.
	 */
	static void directive(String text, int start, int from, SecretFinder.Findings findings) {
		int before = Characters.skipBlanksBack(text, start - 1);
		Word value = Word.at(text, from);
		boolean first = before < 0 || Word.isLineEnd(text, before) || Characters.isEscape(text, before - 1);
		if (first && value != null && value.isLast() && value.isValue()) {
			value.mask(findings);
		}
	}

	/**
	 * {@code auth: ["joe", "secret"]}.
	 */
	private static void pair(String text, int end, SecretFinder.Findings findings) {
		int i = end + Characters.countBackslashes(text, end);
		i += Characters.isQuote(Characters.at(text, i)) ? 1 : 0;
		i = Characters.skipBlanks(text, i);
		char sign = Characters.at(text, i);
		int open = (sign == ':' || sign == '=') ? Characters.skipBlanks(text, i + 1) : -1;
		if (Characters.at(text, open) != '[') {
			return;
		}
		Word user = element(text, open + 1);
		int comma = (user != null) ? Characters.skipSpaces(text, user.next()) : -1;
		Word secret = (user != null && Characters.at(text, comma) == ',') ? element(text, comma + 1) : null;
		if (secret != null && Characters.at(text, Characters.skipSpaces(text, secret.next())) == ']'
				&& secret.isTelling() && secret.isValue() && !secret.small().contains("auth")) {
			secret.mask(findings);
		}
	}

	private static @Nullable Word element(String text, int from) {
		Word word = Word.at(text, Characters.skipSpaces(text, from));
		int bracket = (word != null && !word.quoted()) ? word.value().indexOf(']') : -1;
		return (word != null && bracket > 0) ? new Word(text, word.start(), word.start() + bracket, false) : word;
	}

	/**
	 * Looks at a dash before {@code basic}: {@code composer config http-basic.host joe
	 * secret}.
	 * @param text the text
	 * @param dash where it stands
	 * @param findings told of what is found
	 */
	private static void basic(String text, int dash, SecretFinder.Findings findings) {
		if (text.startsWith("http-basic.", dash - 4) && Near.last(text, "config ", dash) >= 0) {
			Word host = Word.at(text, dash - 4);
			Word user = (host != null) ? Word.at(text, host.next()) : null;
			Arguments.next(text, (user != null) ? user.next() : text.length(), findings);
		}
	}

	/**
	 * Looks at {@code token}: {@code poetry config pypi-token.pypi secret}.
	 * @param text the text
	 * @param index where its e stands
	 * @param findings told of what is found
	 */
	public static void token(String text, int index, SecretFinder.Findings findings) {
		if (text.startsWith("pypi-token.", index - 8)) {
			Word name = Word.at(text, index - 8);
			Word value = (name != null) ? Word.at(text, name.next()) : null;
			if (value != null && value.isValue() && value.length() >= 8) {
				value.mask(findings);
			}
		}
	}

	/**
	 * Looks at {@code wpa-psk}.
	 * @param text the text
	 * @param index where its second letter stands
	 * @param findings told of what is found
	 */
	private static void wireless(String text, int index, SecretFinder.Findings findings) {
		if (!text.startsWith("wpa-psk ", index - 1)) {
			return;
		}
		Word word = Word.at(text, index + 7);
		boolean form = false;
		while (word != null && (word.length() == 1 || word.value().equals("ascii") || word.value().equals("hex"))) {
			form = true;
			word = Word.at(text, word.next());
		}
		if (word != null && word.length() >= 8 && word.isValue() && (form || word.isTelling())) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at {@code pw}.
	 * @param text the text
	 * @param index where its second letter stands
	 * @param findings told of what is found
	 */
	private static void shortName(String text, int index, SecretFinder.Findings findings) {
		if (Characters.at(text, index + 1) != ' ' || Characters.isNamePart(Characters.at(text, index - 2))) {
			return;
		}
		Word word = Word.at(text, index + 2);
		if (word != null && word.length() >= 6 && word.isTelling() && word.hasLettersAndDigits() && word.isLast()
				&& word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at {@code PASS} of protocols for mail, files and chats, and at settings of
	 * Redis.
	 * @param text the text
	 * @param start where the word begins
	 * @param findings told of what is found
	 */
	public static void pass(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("require", start - 7)) {
			directive(text, start - 7, start + 5, findings);
			return;
		}
		if (text.startsWith("sentinel auth-", start - 14)) {
			Word master = Word.at(text, start + 5);
			Arguments.next(text, (master != null) ? master.next() : text.length(), findings);
			return;
		}
		int before = Characters.skipBlanksBack(text, start - 1);
		boolean first = before < 0 || Word.isLineEnd(text, before) || Characters.at(text, before) == '>';
		Word word = text.startsWith("PASS ", start) ? Word.at(text, start + 5) : null;
		if (first && word != null && word.isTelling() && word.isLast() && word.isValue()) {
			word.mask(findings);
		}
	}

	private static void behindColon(@Nullable Word word, SecretFinder.Findings findings) {
		int colon = (word != null) ? word.value().indexOf(':') : -1;
		if (word != null && colon > 0 && colon < word.length() - 1) {
			findings.replace(word.start() + colon + 1, word.end(), SecretNames.REPLACEMENT);
		}
	}

}
