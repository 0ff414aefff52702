package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Commands that take a password as one of their arguments:
 * {@code htpasswd -b file user secret}.
 */
public final class Arguments {

	/** Of Oracle; they take a user and a password with a slash between. */
	private static final String[] LOGINS = { "sqlplus ", "impdp ", "expdp ", "sqlldr ", "rman target " };

	private static final int LONG = 20;

	/** What a key follows, whatever it looks like. */
	private static final String[] BEFORE_KEY = { "shodan init ", "cloudflared service install ", "snyk auth ",
			"ngrok authtoken ", "ngrok config add-authtoken ", "zerotier-cli set-token " };

	private Arguments() {
	}

	/**
	 * Looks at what may be a key behind a command.
	 * @param text the text
	 * @param start where it begins
	 * @param end where it ends
	 * @param findings told of what is found
	 */
	public static void key(CharSequence text, int start, int end, SecretFinder.Findings findings) {
		for (String command : BEFORE_KEY) {
			if (Characters.startsWith(text, start - command.length(), command)) {
				Word key = new Word(text.toString(), start, end, false);
				if (key.isValue() && key.hasLettersAndDigits()) {
					key.mask(findings);
				}
			}
		}
	}

	/**
	 * Look at a word that may be such a command.
	 * @return whether it is
	 */
	static boolean find(String text, int start, int end, SecretFinder.Findings findings) {
		String name = text.substring(start, end);
		switch (name) {
			case "htpasswd" -> {
				Command command = Command.from(text, end);
				if (command.hasOption('b')) {
					command.maskLastOf(command.hasOption('n') ? 2 : 3, findings);
				}
			}
			case "mosquitto_passwd" -> {
				Command command = Command.from(text, end);
				if (command.hasOption('b')) {
					command.maskLastOf(3, findings);
				}
			}
			case "wpa_passphrase" -> Command.from(text, end).maskLastOf(2, findings);
			case "change_password" -> {
				if (!text.startsWith("rabbitmqctl ", start - 12)) {
					return false;
				}
				Command.from(text, end).maskLastOf(2, findings);
			}
			default -> {
				if (name.indexOf('_') > 0 && Near.last(text, "chamber write ", start) >= 0) {
					next(text, end, findings);
					return true;
				}
				return PlacedArguments.named(text, start, end, name, findings);
			}
		}
		return true;
	}

	/**
	 * Looks at {@code qpdf --encrypt secret other 256}.
	 * @param text the text
	 * @param start behind the dashes
	 * @param findings told of what is found
	 */
	public static void ofQpdf(String text, int start, SecretFinder.Findings findings) {
		Word user = (Near.last(text, "qpdf ", start) >= 0) ? Word.at(text, start + "encrypt".length()) : null;
		Word owner = (user != null) ? user.following() : null;
		if (user != null && owner != null && user.isValue() && owner.isValue()) {
			user.mask(findings);
			owner.mask(findings);
		}
	}

	/**
	 * Looks at a word that adds a user.
	 * @param text the text
	 * @param index of its second d
	 * @param findings told of what is found
	 */
	public static void adding(String text, int index, SecretFinder.Findings findings) {
		if ((Characters.at(text, index - 2) | 0x20) != 'a') {
			return;
		}
		if (KeptSecrets.added(text, index, findings)) {
			return;
		}
		if (text.startsWith("add_user ", index - 2) && text.startsWith("rabbitmqctl ", index - 14)) {
			Command.from(text, index + 7).maskLastOf(2, findings);
		}
		else if (text.startsWith("/add", index - 3)) {
			int from = Near.last(text, "net user ", index);
			if (from >= 0) {
				Command.from(text, from + 9).maskLastOf(2, findings);
			}
		}
		else if (text.startsWith("sp_addlogin ", index - 5)) {
			CallTexts.pair(text, index + 7, findings);
		}
		else if (text.startsWith("sp_addlinkedsrvlogin ", index - 5)) {
			CallTexts.fifth(text, index + 16, findings);
		}
	}

	/**
	 * Masks the last of at most three texts in quotes, if there is more than one or it
	 * looks like a secret.
	 * @param text the text
	 * @param from where the first begins
	 * @param findings told of what is found
	 */
	public static void last(String text, int from, SecretFinder.Findings findings) {
		Word last = null;
		Word next = Word.at(text, from);
		int count = 0;
		while (next != null && next.quoted() && count < 3) {
			last = next;
			count++;
			int comma = Characters.skipSpaces(text, next.next());
			next = (Characters.at(text, comma) == ',') ? Word.at(text, Characters.skipSpaces(text, comma + 1)) : null;
		}
		if (last != null && next == null && last.isValue() && (count > 1 || last.isTelling())) {
			last.mask(findings);
		}
	}

	/**
	 * Looks at a user with a place behind it: {@code echo secret | kinit joe@REALM},
	 * {@code sqlplus joe/secret@db}.
	 * @param text the text
	 * @param start where the user begins
	 * @param at the sign before the place
	 * @param findings told of what is found
	 * @return whether it is one of these
	 */
	public static boolean user(String text, int start, int at, SecretFinder.Findings findings) {
		if (text.startsWith("kinit ", start - 6) || text.startsWith("kinit -", start - 9)) {
			Pipes.to(text, text.startsWith("kinit ", start - 6) ? start - 6 : start - 9, findings);
			return true;
		}
		if (PlacedArguments.script(text, start, at, findings)) {
			return true;
		}
		if (text.startsWith("bw login ", start - "bw login ".length())) {
			Word address = Word.at(text, start);
			Word secret = (address != null) ? address.following() : null;
			if (secret != null && (secret.quoted() || secret.isTelling()) && secret.isValue()) {
				secret.mask(findings);
			}
			return true;
		}
		int slash = start;
		while (slash < at && text.charAt(slash) != '/') {
			slash++;
		}
		if (slash == start || slash >= at - 1) {
			return false;
		}
		for (String login : LOGINS) {
			if (Near.last(text, login, start) >= 0) {
				findings.replace(slash + 1, at, SecretNames.REPLACEMENT);
				return true;
			}
		}
		return false;
	}

	/**
	 * Looks at {@code --pass}, which is a password for some commands.
	 * @param text the text
	 * @param start where the name of the option begins
	 * @param findings told of what is found
	 */
	public static void pass(String text, int start, SecretFinder.Findings findings) {
		if (Near.last(text, "redis-cli ", start) >= 0 || Near.last(text, "curl ", start) >= 0) {
			next(text, start + "pass ".length(), findings);
		}
	}

	/**
	 * Looks at {@code --value}, which is a secret for commands that keep secrets.
	 * @param text the text
	 * @param start where the name of the option begins
	 * @param findings told of what is found
	 */
	public static void ofVault(String text, int start, SecretFinder.Findings findings) {
		boolean kept = Near.last(text, "keyvault secret set ", start) >= 0
				|| Near.last(text, "eas secret:create ", start) >= 0 || Near.last(text, "llm keys set ", start) >= 0
				|| (Near.last(text, "ssm put-parameter ", start) >= 0 && (Near.next(text, "SecureString", start) >= 0
						|| Near.last(text, "SecureString", start) >= 0));
		if (kept) {
			next(text, start + "value ".length(), findings);
		}
	}

	/**
	 * Looks at {@code --key} and {@code --auth}, which are a key or a token if they look
	 * like one.
	 * @param text the text
	 * @param start where the name of the option begins
	 * @param end behind the name
	 * @param value where its value begins
	 * @param findings told of what is found
	 * @return whether they are
	 */
	public static boolean key(String text, int start, int end, int value, SecretFinder.Findings findings) {
		boolean auth = text.startsWith("auth", start) && end - start == 4;
		if (!auth && !(text.startsWith("key", start) && end - start == 3)) {
			return false;
		}
		Word word = Word.at(text, value);
		boolean key = word != null && word.hasAllKinds() && word.length() >= LONG && word.isValue()
				&& word.value().chars().noneMatch((c) -> c == ':' || c == '/' || c == '.');
		if (word != null && key) {
			word.mask(findings);
		}
		return key;
	}

	/**
	 * Looks at {@code kubectl create secret … --from-literal=name=secret}.
	 * @param text the text
	 * @param start where the option begins
	 * @param findings told of what is found
	 */
	public static void literal(String text, int start, SecretFinder.Findings findings) {
		Word word = (Near.last(text, "create secret", start) >= 0) ? Word.at(text, text.indexOf('=', start) + 1) : null;
		int sign = (word != null) ? word.value().indexOf('=') : -1;
		if (word != null && sign > 0 && sign < word.length() - 1 && text.charAt(word.start() + sign + 1) != '$') {
			findings.replace(word.start() + sign + 1, word.end(), SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Looks at {@code gh secret set NAME --body secret}.
	 * @param text the text
	 * @param start where the name of the option begins
	 * @param end behind it
	 * @param findings told of what is found
	 * @return whether it is one
	 */
	public static boolean body(String text, int start, int end, SecretFinder.Findings findings) {
		boolean secret = Near.last(text, "secret set ", start) >= 0;
		if (secret) {
			next(text, end + 1, findings);
		}
		return secret;
	}

	/**
	 * Masks the word at a place.
	 * @param text the text
	 * @param from where the word begins
	 * @param findings told of what is found
	 */
	public static void next(String text, int from, SecretFinder.Findings findings) {
		Word word = Word.at(text, from);
		if (word != null && word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at the line of a device that names a community.
	 * @param text the text
	 * @param from where its name begins
	 * @param findings told of what is found
	 */
	public static void community(String text, int from, SecretFinder.Findings findings) {
		new SettingLines(findings).community(text, from);
	}

}
