package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

/**
 * Names whose value is a secret whatever it looks like.
 *
 * @since 0.1.0
 */
public final class SecretNames {

	/** What stands in place of a value that is secret by its name. */
	public static final String REPLACEMENT = "[masked:secret]";

	private static final int MAX_LENGTH = 64;

	private static final Set<String> NAMES = Set.of("password", "passwd", "secret", "apikey", "xapikey",
			"authorization", "proxyauthorization", "accesstoken", "refreshtoken", "clientsecret", "privatekey");

	private SecretNames() {
	}

	/**
	 * Upper and lower case, {@code -} and {@code _} make no difference, nor does what
	 * stands before the last dot of a flat key.
	 * @param name a key or a part of a text
	 * @return whether it is the name of a secret
	 */
	public static boolean isSecret(CharSequence name) {
		if (name.length() > MAX_LENGTH) {
			return false;
		}
		String text = name.toString();
		text = text.substring(text.lastIndexOf('.') + 1);
		return NAMES.contains(text.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT));
	}

}
