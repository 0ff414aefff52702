package dev.gai.braintrust.content.masking.line;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Commands that take a secret at a place among their arguments which no option names:
 * {@code rclone obscure secret}, {@code snyk auth secret}.
 */
public final class PlacedArguments {

	private static final int LONG = 20;

	private static final Set<String> MADE = Set.of("random", "disabled", "locked");

	private static final String PULUMI = "pulumi config set ";

	private PlacedArguments() {
	}

	/**
	 * {@code smbclient //host/share secret -U joe}.
	 */
	static void share(String text, int command, int dash, SecretFinder.Findings findings) {
		Word share = Word.at(text, command + "smbclient ".length());
		Word secret = (share != null && share.end() < dash && isShare(share)) ? share.following() : null;
		if (secret != null && secret.end() < dash && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at {@code smbclient //host/share secret}, which has no option.
	 * @param text the text
	 * @param index where its first n stands
	 * @param findings told of what is found
	 */
	public static void share(String text, int index, SecretFinder.Findings findings) {
		Word share = text.startsWith("smbclient ", index - 7) ? Word.at(text, index + 2) : null;
		Word secret = (share != null && isShare(share)) ? share.following() : null;
		if (secret != null && secret.isLast() && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at {@code wpa_cli set_network 0 psk secret}.
	 */
	static void network(String text, int index, SecretFinder.Findings findings) {
		int key = Near.next(text, " psk ", index);
		if (key >= 0) {
			Arguments.next(text, key + " psk ".length(), findings);
		}
	}

	/**
	 * Looks at {@code db2 connect to sample user joe using secret} and at
	 * {@code slmgr /ipk}.
	 * @param text the text
	 * @param blank where the blank behind the word stands
	 * @param findings told of what is found
	 */
	static void behindBlank(String text, int blank, SecretFinder.Findings findings) {
		if (text.charAt(blank - 1) != '2') {
			WindowsCommands.product(text, blank, findings);
			return;
		}
		int using = Near.next(text, " using ", blank);
		String command = (using >= 0) ? text.substring(blank, using) : "";
		if (command.contains("connect to ") && command.contains(" user ")) {
			only(text, using + " using ".length(), findings);
		}
	}

	private static boolean isShare(Word word) {
		return word.value().startsWith("//") || word.value().startsWith("\\\\");
	}

	/**
	 * Looks at {@code rclone obscure secret}, or at what else has an r with another
	 * letter behind it.
	 */
	static void obscured(String text, int last, SecretFinder.Findings findings) {
		if (text.startsWith("rclone obscure ", last - 13)) {
			only(text, last + 1, findings);
		}
		else if (text.startsWith("isql ", last - 3)) {
			List<Word> arguments = Command.from(text, last + 1).arguments();
			if (arguments.size() == 3 && (arguments.get(2).quoted() || arguments.get(2).isTelling())) {
				Command.from(text, last + 1).maskLastOf(3, findings);
			}
		}
		else {
			WindowsCommands.task(text, last, findings);
		}
	}

	/**
	 * Looks at {@code bw unlock secret}.
	 */
	static void vault(String text, int last, SecretFinder.Findings findings) {
		if (text.startsWith("bw unlock ", last - 4)) {
			Word word = Command.from(text, last + "lock ".length()).only();
			if (word != null && (word.quoted() || word.isTelling()) && word.isValue()) {
				word.mask(findings);
			}
		}
	}

	/**
	 * Looks at {@code auth}: {@code snyk auth secret}, {@code cf auth joe secret},
	 * {@code rabbitmqctl authenticate_user joe secret}.
	 * @return whether it is one of these
	 */
	static boolean auth(String text, int start, SecretFinder.Findings findings) {
		int end = start + "auth ".length();
		if (text.startsWith("snyk auth ", start - 5)) {
			Word token = Word.at(text, end);
			if (token != null && token.length() >= LONG && token.isValue()) {
				token.mask(findings);
			}
			return true;
		}
		if (text.startsWith("auth activate-refresh-token ", start)) {
			Command.from(text, text.indexOf(' ', end) + 1).maskLastOf(2, findings);
			return true;
		}
		if (text.startsWith("addauth digest ", start - 3)) {
			Pipes.behindColon(Word.at(text, text.indexOf(' ', end) + 1), findings);
			return true;
		}
		if (text.startsWith("config set _", start - 12) && " =".indexOf(Characters.at(text, end - 1)) >= 0) {
			Arguments.next(text, end, findings);
			return true;
		}
		boolean client = text.startsWith("cf auth ", start - 3) && !Word.isLineEnd(text, end);
		if (client || text.startsWith("rabbitmqctl authenticate_user ", start - 12)) {
			Command.from(text, text.indexOf(' ', start) + 1).maskLastOf(2, findings);
			return true;
		}
		return false;
	}

	/**
	 * Looks at the name of a command that ends with a word for a password.
	 * @return whether it is one
	 */
	static boolean named(String text, int start, int end, String name, SecretFinder.Findings findings) {
		switch (name) {
			case "mkpasswd" -> {
				Command command = Command.from(text, end);
				if (!command.hasOption('l')) {
					command.maskLastOf(command.hasOption('m') ? 2 : 1, findings);
				}
			}
			case "passwd" -> {
				if (!text.startsWith("openssl ", start - 8)) {
					return false;
				}
				Command command = Command.from(text, end);
				if (!command.hasOption('i')) {
					command.maskLastOf(command.hasOption('s') ? 2 : 1, findings);
				}
			}
			case "set-agent-token" -> Command.from(text, end).maskLastOf(2, findings);
			case "apikey" -> {
				if (!text.startsWith("civo ", start - 5)) {
					return false;
				}
				Command.from(text, end).maskLastOf(3, findings);
			}
			case "KEY" -> {
				Word key = (Near.last(text, "ATTACH ", start) >= 0) ? Word.at(text, end) : null;
				if (key == null || !key.quoted() || !key.isValue()) {
					return false;
				}
				key.mask(findings);
			}
			case "key" -> {
				if (!text.startsWith(" s:", end) || Near.last(text, "iwconfig ", start) < 0) {
					return false;
				}
				Pipes.behindColon(Word.at(text, end), findings);
			}
			case "-passwd" -> {
				if (Near.last(text, "dscl ", start) < 0) {
					return false;
				}
				Word user = Word.at(text, end);
				maskAll((user != null) ? user.following() : null, findings);
			}
			case "password" -> {
				if (text.startsWith("drush user:", start - 11)) {
					Command.from(text, end).maskLastOf(2, findings);
					return true;
				}
				if (Near.last(text, "mysqladmin ", start) < 0 || text.charAt(start - 1) != ' ') {
					return false;
				}
				only(text, end, findings);
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private static void only(String text, int from, SecretFinder.Findings findings) {
		Word word = Word.at(text, from);
		if (word != null && (word.isLast() || word.isTelling()) && word.isValue()) {
			word.mask(findings);
		}
	}

	private static void maskAll(@Nullable Word first, SecretFinder.Findings findings) {
		Word word = first;
		for (int i = 0; i < 2 && word != null && word.isValue(); i++) {
			word.mask(findings);
			word = word.following();
		}
	}

	/**
	 * Looks at options that say what an argument is:
	 * {@code pulumi config set --secret name value},
	 * {@code caddy hash-password --plaintext secret},
	 * {@code echo secret | gpg --passphrase-fd 0}.
	 * @param text the text
	 * @param start where the name of the option begins
	 * @param findings told of what is found
	 * @return whether it is one of these
	 */
	public static boolean option(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("passphrase-fd ", start) || text.startsWith("passwd-on-stdin", start)) {
			Pipes.to(text, start, findings);
			return true;
		}
		if (text.startsWith("root-password ", start)) {
			// How a password is made, in the place of one.
			Word made = Word.at(text, start + "root-password ".length());
			return made != null && MADE.contains(made.value().replaceFirst(":.*", ""));
		}
		if (text.startsWith("plaintext ", start) && Near.last(text, "hash-password ", start) >= 0) {
			Arguments.next(text, start + "plaintext ".length(), findings);
			return true;
		}
		if (text.startsWith("base64 ", start) && Near.last(text, "secret-set-value ", start) >= 0) {
			Arguments.next(text, start + "base64 ".length(), findings);
			return true;
		}
		if (!text.startsWith("secret", start) || Characters.isNamePart(Characters.at(text, start + 6))) {
			return false;
		}
		int set = Near.last(text, PULUMI, start);
		if (set >= 0) {
			Command.from(text, set + PULUMI.length()).maskLastOf(2, findings);
		}
		return set >= 0 || Near.last(text, "virsh secret-", start) >= 0;
	}

	/**
	 * Looks at {@code networksetup -setairportnetwork en0 home secret}.
	 * @param text the text
	 * @param dash where the dash stands
	 * @param findings told of what is found
	 */
	public static void airport(String text, int dash, SecretFinder.Findings findings) {
		if (text.startsWith("-setairportnetwork ", dash)) {
			Command.from(text, dash + "-setairportnetwork ".length()).maskLastOf(3, findings);
		}
	}

	/**
	 * Looks at {@code psexec.py domain/joe:secret@host}.
	 * @param text the text
	 * @param start where the user begins
	 * @param at the sign before the host
	 * @param findings told of what is found
	 * @return whether it is one of these
	 */
	static boolean script(String text, int start, int at, SecretFinder.Findings findings) {
		if (!text.startsWith(".py ", start - 4) && Near.last(text, "impacket-", start) < 0) {
			return false;
		}
		int colon = start + text.substring(start, at).lastIndexOf(':');
		if (colon <= start || colon == at - 1 || text.startsWith("//", colon + 1)) {
			return false;
		}
		findings.replace(colon + 1, at, SecretNames.REPLACEMENT);
		return true;
	}

}
