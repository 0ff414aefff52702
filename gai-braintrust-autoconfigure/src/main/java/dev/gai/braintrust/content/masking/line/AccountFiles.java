package dev.gai.braintrust.content.masking.line;

import java.util.Locale;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Files that keep accounts: those of servers for dial-up connections, and hashes with the
 * way to hash in braces before them.
 */
public final class AccountFiles {

	private static final int LONGEST = 200;

	private static final int SHORTEST_HASH = 16;

	private static final int MOST_LINES = 100;

	private AccountFiles() {
	}

	/**
	 * Looks at an asterisk behind a blank: {@code joe * secret *}, as servers for dial-up
	 * connections keep them.
	 * @param text the text
	 * @param star where it stands
	 * @param findings told of what is found
	 */
	public static void dialUp(String text, int star, SecretFinder.Findings findings) {
		int before = Characters.skipBlanksBack(text, star - 1);
		if (Characters.at(text, before) <= ' ' || !Characters.isBlank(Characters.at(text, star + 1))) {
			return;
		}
		Word secret = Word.at(text, star + 1);
		Word address = (secret != null) ? Word.at(text, secret.next()) : null;
		if (secret == null || address == null || !address.isLast() || !(secret.quoted() || secret.isTelling())
				|| !(address.value().equals("*") || isAddress(address))) {
			return;
		}
		int start = before;
		while (before - start < LONGEST && Characters.at(text, start) > ' ') {
			start--;
		}
		int line = Characters.skipBlanksBack(text, start);
		if (start < before && (line < 0 || Word.isLineEnd(text, line)) && secret.isValue()) {
			secret.mask(findings);
		}
	}

	private static boolean isAddress(Word word) {
		return word.value().chars().allMatch((c) -> c == '.' || (c >= '0' && c <= '9'))
				&& word.value().indexOf('.') > 0;
	}

	/**
	 * Looks at the line that says what the columns of such a file are.
	 * @param text the text
	 * @param index of the letter r in {@code secret}
	 * @param findings told of what is found
	 */
	public static void secrets(String text, int index, SecretFinder.Findings findings) {
		int head = Near.last(text, "# client", index);
		Word columns = (head >= 0) ? Word.at(text, head + 8) : null;
		Word column = (columns != null) ? Word.at(text, columns.next()) : null;
		if (columns == null || !columns.value().equals("server") || column == null || column.start() != index - 3) {
			return;
		}
		int line = text.indexOf('\n', index);
		for (int i = 0; i < MOST_LINES && line >= 0 && Characters.at(text, line + 1) != '#'; i++) {
			Word client = Word.at(text, line + 1);
			Word server = (client != null) ? Word.at(text, client.next()) : null;
			Word secret = (server != null) ? Word.at(text, server.next()) : null;
			if (secret != null && secret.isValue()) {
				secret.mask(findings);
			}
			line = text.indexOf('\n', line + 1);
		}
	}

	/**
	 * Looks at the end of such a name.
	 * @param text the text
	 * @param close where the braces close
	 * @param findings told of what is found
	 */
	public static void hashBehind(String text, int close, SecretFinder.Findings findings) {
		int open = close;
		while (close - open < SHORTEST_HASH && Characters.at(text, open) != '{') {
			open--;
		}
		hash(text, open, findings);
	}

	/**
	 * Looks at the name of a way to hash in braces: {@code {SSHA}…}.
	 * @param text the text
	 * @param open where the braces open
	 * @param findings told of what is found
	 */
	public static void hash(String text, int open, SecretFinder.Findings findings) {
		if (Characters.at(text, open) != '{') {
			return;
		}
		int close = open + 1;
		while (close - open < 16
				&& (Ascii.isLetterOrDigit(Characters.at(text, close)) || Characters.at(text, close) == '-')) {
			close++;
		}
		if (Characters.at(text, close) != '}') {
			return;
		}
		int end = close + 1;
		while (Ascii.isLetterOrDigit(Characters.at(text, end)) || "+/=$.,".indexOf(Characters.at(text, end)) >= 0) {
			end++;
		}
		String name = text.substring(open + 1, close).toLowerCase(Locale.ROOT);
		boolean known = name.contains("sha") || name.equals("md5") || name.equals("smd5") || name.equals("crypt");
		if (known && end - close > SHORTEST_HASH) {
			findings.replace(close + 1, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Looks at {@code createUser joe SHA "secret" AES "secret"}.
	 * @param text the text
	 * @param start where the line begins
	 * @param findings told of what is found
	 */
	public static void agentUser(String text, int start, SecretFinder.Findings findings) {
		if (!text.startsWith("createUser ", start)) {
			return;
		}
		Word word = Word.at(text, start + 11);
		for (int i = 0; i < 6 && word != null; i++) {
			boolean form = word.value().startsWith("SHA") || word.value().startsWith("MD5")
					|| word.value().startsWith("AES") || word.value().startsWith("DES");
			word = Word.at(text, word.next());
			if (form && word != null && word.isValue()) {
				word.mask(findings);
			}
		}
	}

}
