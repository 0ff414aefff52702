package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.line.Arguments;
import dev.gai.braintrust.content.masking.line.CommandOptions;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that follow their name after a blank or a comma: options such as
 * {@code --password secret} and {@code -u user:secret}, and arguments such as
 * {@code header("X-Api-Key", "secret")}.
 */
final class CommandLines {

	/** Options of Java's tools, which have one dash. */
	private static final String[] STORES = { "-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass ",
			"-srckeypass ", "-destkeypass " };

	private static final int SHORTEST_ENCRYPTED = 16;

	private CommandLines() {
	}

	/**
	 * Find them.
	 * @return whether a block such as that of a private key begins in the text
	 */
	static boolean find(String text, NamedSecrets named, SecretFinder.Findings findings) {
		boolean block = false;
		CommandOptions options = null;
		for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
			char next = Characters.at(text, i + 1);
			if (next == '-' && Characters.at(text, i - 1) != '-') {
				block |= text.startsWith("-----BEGIN ", i) || text.startsWith("---- BEGIN ", i);
				option(text, i + 2, named, findings);
			}
			else if (Characters.at(text, i - 1) == ' ' && Ascii.isLetterOrDigit(next)) {
				if (next == 'u' && Characters.at(text, i + 2) == ' ') {
					user(text, Characters.skipBlanks(text, i + 3), findings);
				}
				options = (options != null) ? options : new CommandOptions(text, findings);
				options.find(i);
				longOption(text, i + 1, named, findings);
			}
			else if (next == 'S' || next == 's') {
				words(text, i, findings);
			}
			block |= next == 'U' && text.startsWith("-User-Key-File-", i);
		}
		for (int i = text.indexOf('('); i >= 0; i = text.indexOf('(', i + 1)) {
			int quote = i + 1 + Characters.countBackslashes(text, i + 1);
			if (Characters.isQuote(Characters.at(text, quote))) {
				argument(text, i + 2, named);
				MethodCalls.find(text, i, quote, findings);
			}
			else if (text.startsWith("ENC(", i - 3)) {
				encrypted(text, i + 1, findings);
			}
		}
		return block;
	}

	private static void option(String text, int start, NamedSecrets named, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		if (text.startsWith("password-stdin", start)) {
			Arguments.piped(text, start, findings);
			return;
		}
		int value = Characters.skipBlanks(text, afterElement(text, end));
		if (end == start || value == end || Characters.at(text, value) == '-') {
			return;
		}
		if (text.startsWith("user", end - 4) && (end - start == 4 || text.startsWith("proxy-", start))) {
			user(text, value, findings);
		}
		else if (text.startsWith("oauth2-bearer", start)) {
			Arguments.next(text, value, findings);
		}
		else if (NameEndings.isAt(text, end)) {
			NameInText name = new NameInText(start, end, '\0', 0);
			if (SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
				named.value(name, SecretName.ALWAYS, value, ' ');
			}
		}
	}

	/**
	 * {@code -Password secret} of PowerShell, {@code -password secret}.
	 */
	private static void longOption(String text, int start, NamedSecrets named, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		if (end - start > 3 && Characters.at(text, end) == ' ' && NameEndings.isAt(text, end)) {
			store(text, start - 1, findings);
			NameInText name = new NameInText(start, end, '\0', 0);
			char value = Characters.at(text, Characters.skipBlanks(text, end));
			if (value != '-' && value != '$' && value != '(' && SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
				named.value(name, SecretName.ALWAYS, end, ' ');
			}
		}
		else if (end - start == 1 && text.charAt(start) == 'S' && text.startsWith("sudo ", start - 6)) {
			Arguments.piped(text, start - 6, findings);
		}
		else if (text.startsWith("-String ", start - 1)) {
			words(text, start - "-SecureString ".length(), findings);
		}
	}

	/**
	 * Words with a dash in them that say what follows.
	 */
	private static void words(String text, int dash, SecretFinder.Findings findings) {
		if (text.startsWith("ConvertTo-SecureString ", dash - 9)) {
			int from = dash + "-SecureString ".length();
			from += text.startsWith("-String ", from) ? "-String ".length() : 0;
			if (Characters.isQuote(Characters.at(text, from))) {
				Arguments.next(text, from, findings);
			}
		}
		else if (text.startsWith("snmp-server community ", dash - 4)) {
			Arguments.community(text, dash + "-server community ".length(), findings);
		}
	}

	/**
	 * {@code ENC(…)}, as Jasypt writes settings.
	 */
	private static void encrypted(String text, int start, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 1024
				&& (Ascii.isLetterOrDigit(Characters.at(text, end)) || "+/=".indexOf(Characters.at(text, end)) >= 0)) {
			end++;
		}
		if (end - start >= SHORTEST_ENCRYPTED && Characters.at(text, end) == ')') {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * {@code keytool -storepass secret}.
	 */
	private static void store(String text, int option, SecretFinder.Findings findings) {
		for (String store : STORES) {
			if (text.startsWith(store, option)) {
				int start = Characters.skipBlanks(text, option + store.length());
				int end = SpokenValue.end(text, start);
				if (end > start && text.charAt(start) != '-' && !SecretValue.isNone(text.substring(start, end))) {
					findings.replace(start, end, SecretNames.REPLACEMENT);
				}
			}
		}
	}

	/**
	 * Goes past the end of an element of a list, as in {@code ["--password", "secret"]}.
	 */
	private static int afterElement(String text, int end) {
		int quote = end + Characters.countBackslashes(text, end);
		int comma = Characters.skipSpaces(text, quote + 1);
		boolean element = Characters.isQuote(Characters.at(text, quote)) && Characters.at(text, comma) == ',';
		return element ? Characters.skipSpaces(text, comma + 1) : end;
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
