package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Commands that keep a secret or make a user with one:
 * {@code vault kv put secret/db name=secret}, {@code fly secrets set NAME=secret},
 * {@code samba-tool user create joe secret}.
 */
final class KeptSecrets {

	private static final int NEAR = 60;

	private static final int SHORTEST_KEY = 60;

	private KeptSecrets() {
	}

	/**
	 * Looks at a word with {@code cr} in it: {@code vault kv put secret/db name=value},
	 * {@code fly secrets set NAME=value}, {@code ansible-vault encrypt_string value},
	 * {@code samba-tool user create joe value}.
	 * @param index where its r stands
	 * @return whether it is one of these
	 */
	static boolean created(String text, int index, SecretFinder.Findings findings) {
		if (text.startsWith("secret", index - 3)) {
			return kept(text, index - 3, findings);
		}
		if (text.startsWith("encrypt_string ", index - 3)) {
			encrypted(text, index + "rypt_string ".length(), findings);
			return true;
		}
		if (text.startsWith("samba-tool user create ", index - 17)) {
			second(text, index + "reate ".length(), findings);
			return true;
		}
		if (text.startsWith("/SetCredentials ", index - 5) && Near.last(text, "bitsadmin", index) >= 0) {
			Command.from(text, index + "redentials ".length()).maskLastOf(5, findings);
			return true;
		}
		return false;
	}

	private static boolean kept(String text, int start, SecretFinder.Findings findings) {
		int end = start + "secret".length();
		if (text.startsWith("_id=", end) && Near.last(text, "approle", start) >= 0) {
			Arguments.next(text, end + "_id=".length(), findings);
			return true;
		}
		if (text.startsWith(" key", end) && Near.last(text, "untrusted comment: ", start) >= 0) {
			file(text, end, findings);
			return true;
		}
		if (text.startsWith("kv put secret/", start - 7) || text.startsWith("kv patch secret/", start - 9)) {
			Word path = Word.at(text, start);
			pairs((path != null) ? path.following() : null, findings);
			return true;
		}
		if (text.startsWith("user-secrets set ", start - 5)) {
			second(text, end + "s set ".length(), findings);
			return true;
		}
		if (text.startsWith("s set ", end)) {
			pairs(Word.at(text, end + "s set ".length()), findings);
			return true;
		}
		if (text.startsWith("wrangler secret put ", start - 9) || text.startsWith("secret-tool store ", start)) {
			Pipes.to(text, start, findings);
			return true;
		}
		return false;
	}

	/**
	 * {@code untrusted comment: minisign encrypted secret key}, which the key follows.
	 */
	private static void file(String text, int from, SecretFinder.Findings findings) {
		int line = Rows.next(text, Rows.end(text, from));
		Word key = (line >= 0) ? Word.at(text, line) : null;
		if (key != null && key.length() >= SHORTEST_KEY && key.isLineEnd()) {
			key.mask(findings);
		}
	}

	/** {@code name=value} of any name, up to the end of the command. */
	private static void pairs(@Nullable Word first, SecretFinder.Findings findings) {
		Word word = first;
		for (int i = 0; i < 16 && word != null; i++) {
			String value = word.value();
			int sign = value.indexOf('=');
			boolean quoted = sign == value.length() - 1 && Characters.isQuote(Characters.at(word.text(), word.end()));
			Word secret = quoted ? Word.at(word.text(), word.end()) : (sign > 0 && sign < value.length() - 1)
					? new Word(word.text(), word.start() + sign + 1, word.end(), true) : null;
			if (secret != null && value.charAt(0) != '-' && secret.isValue()
					&& secret.text().charAt(secret.start()) != '@') {
				secret.mask(findings);
			}
			word = (secret != null) ? (quoted ? secret : word).following() : word.following();
		}
	}

	private static void encrypted(String text, int from, SecretFinder.Findings findings) {
		Word word = Word.at(text, from);
		while (word != null && word.start() - from < NEAR) {
			boolean option = !word.quoted() && text.charAt(word.start()) == '-';
			if (!option) {
				if (word.isValue()) {
					word.mask(findings);
				}
				return;
			}
			boolean alone = word.value().indexOf('=') > 0 || word.value().equals("-p");
			Word next = word.following();
			word = (next == null || alone) ? next : next.following();
		}
	}

	/**
	 * Looks at {@code samba-tool user add joe secret},
	 * {@code filebrowser users add joe secret}.
	 * @param index of its second d
	 * @return whether it is one of these
	 */
	static boolean added(String text, int index, SecretFinder.Findings findings) {
		if (text.startsWith("samba-tool user add ", index - 18)
				|| text.startsWith("filebrowser users add ", index - 20)) {
			second(text, index + 2, findings);
			return true;
		}
		if (text.startsWith("add-user.sh ", index - 2)) {
			second(text, index + "d-user.sh ".length(), findings);
			return true;
		}
		return false;
	}

	/** A user or a name, and what is its secret. */
	private static void second(String text, int from, SecretFinder.Findings findings) {
		Word user = Word.at(text, from);
		Word secret = (user != null && user.text().charAt(user.start()) != '-') ? user.following() : null;
		if (secret != null && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at {@code ejabberdctl register joe example.org secret}.
	 */
	static void registered(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("ctl ", start - 4)) {
			Command.from(text, start + "register ".length()).maskLastOf(3, findings);
		}
	}

}
