package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.NameLike;

/**
 * What says how a secret is called rather than what it is, as charts of Helm and
 * resources of Kubernetes do: {@code passwordSecret: shop-db},
 * {@code existingSecretKey: db-password}.
 */
public final class SecretReferences {

	private static final int LONGEST_WORD = 20;

	private static final int UUID = 36;

	private static final int UUID_PART = 8;

	/** Before {@code secret}: what is kept in it. */
	private static final Set<String> CONTENTS = Set.of("password", "passwords", "token", "credential", "credentials",
			"tls", "ssl", "certificate", "cert", "pull", "registry", "username", "existing", "kubernetes", "k8s",
			"external");

	private static final Set<String> EXISTING = Set.of("existing");

	private static final Set<String> TELLING = Set.of("secret", "password", "token", "key", "credentials");

	private SecretReferences() {
	}

	/**
	 * Whether a value is the name of a secret, or one that nobody keeps secret.
	 * @param name of the value
	 * @param value what stands there
	 * @return whether it is
	 */
	public static boolean isOne(CharSequence name, String value) {
		if (PlainValues.isOne(name, value) || isElsewhere(value)) {
			return true;
		}
		if (isId(name)) {
			return !(value.length() == UUID && value.indexOf('-') == UUID_PART);
		}
		if (!isResource(value)) {
			return false;
		}
		NameWords words = NameWords.of(name);
		if (words.last().equals("secret")) {
			return CONTENTS.contains(words.beforeLast());
		}
		return words.last().equals("key") && words.beforeLast().equals("secret") && (words.containsAny(EXISTING)
				|| (value.indexOf('-') > 0 && TELLING.contains(NameWords.of(value).last())));
	}

	/**
	 * Whether a value in no quotes and no address is a word of a sentence, which is
	 * called a token.
	 * @param name of the value
	 * @param value what stands there
	 * @return whether it is
	 */
	public static boolean isWord(CharSequence name, String value) {
		return PlainValues.isWord(name, value);
	}

	/** {@code env:DB_PASSWORD}, {@code file:/run/secrets/db}. */
	private static boolean isElsewhere(String value) {
		int from = value.startsWith("env:") ? 4 : value.startsWith("file:") ? 5 : 0;
		return from > 0 && value.length() > from
				&& value.chars()
					.skip(from)
					.allMatch((c) -> Ascii.isLetterOrDigit((char) c) || "_./\\-:".indexOf(c) >= 0);
	}

	/** {@code secret_id}, which only logs in to Vault where it is a UUID. */
	private static boolean isId(CharSequence name) {
		int last = name.length() - 1;
		return last > 0 && (name.charAt(last) | 0x20) == 'd' && (name.charAt(last - 1) | 0x20) == 'i'
				&& NameWords.of(name).last().equals("id");
	}

	/**
	 * Small letters, with dashes between several words.
	 */
	private static boolean isResource(String value) {
		if (value.isEmpty() || value.charAt(0) < 'a' || value.charAt(0) > 'z') {
			return false;
		}
		return value.chars().allMatch((c) -> c >= 'a' && c <= 'z') ? value.length() <= LONGEST_WORD
				: value.equals(value.toLowerCase(Locale.ROOT)) && value.indexOf('_') < 0
						&& NameLike.isOne(value, 0, value.length());
	}

}
