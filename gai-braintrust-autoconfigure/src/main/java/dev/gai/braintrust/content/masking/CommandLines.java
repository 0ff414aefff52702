package dev.gai.braintrust.content.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that follow their name after a blank or a comma: options such as
 * {@code --password secret} and {@code -u user:secret}, and arguments such as
 * {@code header("X-Api-Key", "secret")}.
 */
final class CommandLines {

	/** How far before an option its command may stand. */
	private static final int COMMAND = 120;

	private static final Pattern ATTACHED = Pattern.compile("\\b(?:mysql\\w*|mariadb\\S*|7z|sshpass) ");

	private static final Pattern APART = Pattern
		.compile("\\b(?:sshpass|docker login|podman login|helm registry login|az login|oc login|cf login|hdbsql"
				+ "|clickhouse-client|mongo\\w*|curl -u)\\b");

	private static final Pattern REDIS = Pattern.compile("redis-cli ");

	/** Options of Java's tools, which have one dash. */
	private static final String[] STORES = { "-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass ",
			"-srckeypass ", "-destkeypass " };

	private CommandLines() {
	}

	/**
	 * Find them.
	 * @return whether a block such as that of a private key begins in the text
	 */
	static boolean find(String text, NamedSecrets named, SecretFinder.Findings findings) {
		boolean block = false;
		Commands commands = null;
		for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
			char next = Characters.at(text, i + 1);
			if (next == '-' && Characters.at(text, i - 1) != '-') {
				block |= text.startsWith("-----BEGIN ", i) || text.startsWith("---- BEGIN ", i);
				option(text, i + 2, named, findings);
			}
			else if (next == 'u' && text.startsWith(" -u ", i - 1)) {
				user(text, Characters.skipBlanks(text, i + 3), findings);
			}
			else if ((next == 'p' || next == 'a') && Characters.at(text, i - 1) == ' ') {
				commands = (commands != null) ? commands : new Commands(text);
				password(text, i, commands, findings);
			}
			else if (next == 'u' && text.startsWith("curl -u", i - 5)) {
				user(text, i + 2, findings);
			}
			else if (next == 's' || next == 'k' || next == 'd') {
				store(text, i, findings);
			}
			block |= next == 'U' && text.startsWith("-User-Key-File-", i);
		}
		for (int i = text.indexOf('('); i >= 0; i = text.indexOf('(', i + 1)) {
			int quote = i + 1 + Characters.countBackslashes(text, i + 1);
			if (Characters.isQuote(Characters.at(text, quote))) {
				argument(text, i + 2, named);
				MethodCalls.find(text, i, quote, findings);
			}
		}
		return block;
	}

	private static void option(String text, int start, NamedSecrets named, SecretFinder.Findings findings) {
		int end = start;
		while (end - start < 48 && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int value = Characters.skipBlanks(text, afterElement(text, end));
		if (end == start || value == end || Characters.at(text, value) == '-') {
			return;
		}
		if (text.startsWith("user", start) && end - start == 4) {
			user(text, value, findings);
		}
		else if (NameEndings.isAt(text, end)) {
			NameInText name = new NameInText(start, end, '\0', 0);
			if (SecretNames.of(name.in(text)) == SecretName.ALWAYS) {
				named.value(name, SecretName.ALWAYS, value, ' ');
			}
		}
	}

	/**
	 * {@code mysql -psecret}, {@code sshpass -p secret}, {@code redis-cli -a secret}.
	 */
	private static void password(String text, int option, Commands commands, SecretFinder.Findings findings) {
		boolean password = text.charAt(option + 1) == 'p';
		boolean attached = Characters.at(text, option + 2) != ' ';
		if (password ? !(attached ? commands.attached : commands.apart).isBefore(option)
				: attached || !commands.redis.isBefore(option)) {
			return;
		}
		int start = attached ? option + 2 : Characters.skipBlanks(text, option + 3);
		if (Characters.isQuote(Characters.at(text, start))) {
			start++;
		}
		int end = start;
		while (end < text.length() && text.charAt(end) > ' ' && !Characters.isQuote(text.charAt(end))
				&& text.charAt(end) != '\\') {
			end++;
		}
		if (end > start && text.charAt(start) != '-' && !SecretValue.isNone(text.substring(start, end))) {
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

	/**
	 * The commands of a text whose options may be passwords. Options are looked at from
	 * left to right, so that each command is searched for once.
	 */
	private static final class Commands {

		private final Command attached;

		private final Command apart;

		private final Command redis;

		Commands(String text) {
			this.attached = new Command(text, ATTACHED);
			this.apart = new Command(text, APART);
			this.redis = new Command(text, REDIS);
		}

	}

	/** A command, and where it stood last. */
	private static final class Command {

		private final String text;

		private final Matcher matcher;

		private boolean more;

		private int last = -1;

		Command(String text, Pattern pattern) {
			this.text = text;
			this.matcher = pattern.matcher(text);
			this.more = this.matcher.find();
		}

		boolean isBefore(int option) {
			while (this.more && this.matcher.end() <= option) {
				this.last = this.matcher.start();
				this.more = this.matcher.find();
			}
			if (this.last < Math.max(0, option - COMMAND)) {
				return false;
			}
			int end = this.text.indexOf('\n', this.last);
			return end < 0 || end > option;
		}

	}

}
