package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Lines of servers, tools and protocols that have a secret at a place which no name
 * tells: {@code stats auth joe:secret}, {@code poetry config pypi-token.a secret}.
 */
public final class KnownLines {

	private static final String HEADER = "authorization";

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
			case '2' -> AgentLines.source(text, index, findings);
			case 'm' -> AccountFiles.hash(text, index - 2, findings);
			case 'u' -> PlacedArguments.vault(text, index, findings);
			case 'f' -> WindowsCommands.certificate(text, index, findings);
			default -> PlacedArguments.obscured(text, index, findings);
		}
	}

	/**
	 * Looks at a word with {@code cr} in it: {@code secret}, {@code createUser},
	 * {@code cryptsetup}.
	 * @param text the text
	 * @param index where its r stands
	 * @param findings told of what is found
	 */
	public static void create(String text, int index, SecretFinder.Findings findings) {
		if (KeptSecrets.created(text, index, findings)) {
			return;
		}
		if (text.startsWith("secret", index - 3)) {
			AccountFiles.secrets(text, index, findings);
			Sections.find(text, index, findings);
			Pipes.toStore(text, index - 3, findings);
		}
		else if (text.startsWith("credentials]", index - 1)) {
			Sections.find(text, index, findings);
		}
		else if (text.startsWith("creds are ", index - 1)) {
			Pipes.behindColon(Word.at(text, index + 9), findings);
		}
		else if (text.startsWith("creds: ", index - 1)) {
			LoginPairs.behind(text, index + 4, findings);
		}
		else if (text.startsWith("redentials", index)) {
			LoginPairs.behind(text, index + "redentials".length(), findings);
		}
		else {
			Pipes.toDisk(text, index - 1, findings);
			AccountFiles.agentUser(text, index - 1, findings);
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
			VaultBodies.find(text, index, findings);
			return;
		}
		if (Characters.startsWith(text, start, "authident")) {
			MailSettings.pair(text, start + 9, findings);
			return;
		}
		if (PlacedArguments.auth(text, start, findings)) {
			return;
		}
		char after = Characters.at(text, start + 4);
		if (after == 'o' && Characters.startsWith(text, start, HEADER)) {
			header(text, start, findings);
		}
		else if (after == ' ' && text.startsWith("stats ", start - 6)) {
			Pipes.behindColon(Word.at(text, start + 5), findings);
		}
		else if (text.startsWith("AUTH ", start) || text.startsWith("AUTHENTICATE ", start)) {
			SessionLines.auth(text, start, text.indexOf(' ', start) + 1, findings);
		}
		else if (after == ' ' && (text.startsWith("master", start - 6) || text.startsWith("primary", start - 7))) {
			directive(text, start - (text.startsWith("master", start - 6) ? 6 : 7), start + 5, findings);
		}
		else {
			LoginLists.around(text, start, findings);
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
	 * A setting whose name is no word, at the beginning of its line.
	 */
	static void directive(String text, int start, int from, SecretFinder.Findings findings) {
		int before = Characters.skipBlanksBack(text, start - 1);
		Word option = Word.at(text, from);
		Word value = (option != null && option.value().equals("--plaintext")) ? option.following() : option;
		boolean first = before < 0 || Word.isLineEnd(text, before) || Characters.isEscape(text, before - 1)
				|| (Characters.at(text, before) == ':' && before < start - 1);
		if (first && value != null && value.isLast() && value.isValue()) {
			value.mask(findings);
		}
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
		int start = text.startsWith("pypi-token.", index - 8) ? index - 8
				: text.startsWith("gitlab-token.", index - 10) ? index - 10 : -1;
		if (start >= 0) {
			configured(text, start, findings);
		}
	}

	/**
	 * Looks at {@code composer config github-oauth.github.com secret}.
	 * @param text the text
	 * @param index where its first i stands
	 * @param findings told of what is found
	 */
	public static void oauth(String text, int index, SecretFinder.Findings findings) {
		if (Characters.at(text, index + 1) == 't'
				&& (text.startsWith("github-oauth.", index - 1) || text.startsWith("gitlab-oauth.", index - 1))) {
			configured(text, index - 1, findings);
		}
	}

	/**
	 * Looks at {@code composer config bearer.host secret}.
	 * @param text the text
	 * @param last the last letter of {@code bearer}
	 * @param findings told of what is found
	 */
	public static void bearer(String text, int last, SecretFinder.Findings findings) {
		if (Characters.at(text, last + 1) == '.') {
			configured(text, last - 5, findings);
		}
	}

	/**
	 * The value of a setting that is called after a host.
	 */
	private static void configured(String text, int start, SecretFinder.Findings findings) {
		if (Near.last(text, "config ", start) >= 0) {
			Word name = Word.at(text, start);
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
		if (text.startsWith("wpa_cli ", index - 1)) {
			PlacedArguments.network(text, index, findings);
		}
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
		if (text.startsWith("USERPWD", index - 5)) {
			MailSettings.pair(text, index + 2, findings);
		}
		if (Characters.at(text, index + 1) != ' ') {
			return;
		}
		if (Characters.isNamePart(Characters.at(text, index - 2))) {
			if (text.startsWith("root", index - 5) || text.startsWith("bind", index - 5)) {
				directive(text, index - 5, index + 2, findings);
			}
			else {
				PassLines.ofDocument(text, index, findings);
			}
			return;
		}
		if (text.startsWith(" for ", index + 1)) {
			PassLines.ofSomething(text, index, findings);
			return;
		}
		Word word = Word.at(text, index + 2);
		if (word != null && word.length() >= 6 && word.isTelling() && word.hasLettersAndDigits() && word.isLast()
				&& word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at {@code pass}: settings of Redis and what clients send.
	 * @param text the text
	 * @param start where the word begins
	 * @param findings told of what is found
	 */
	public static void pass(String text, int start, SecretFinder.Findings findings) {
		ResetLinks.find(text, start, findings);
		PassLines.find(text, start, findings);
		PassLines.command(text, start, findings);
		if (text.startsWith("require", start - 7)) {
			directive(text, start - 7, start + 5, findings);
			return;
		}
		if (text.startsWith("sentinel auth-", start - 14)) {
			Word master = Word.at(text, start + 5);
			Arguments.next(text, (master != null) ? master.next() : text.length(), findings);
			return;
		}
		SessionLines.pass(text, start, findings);
		MailSettings.pass(text, start, findings);
	}

}
