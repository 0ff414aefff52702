package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;

/**
 * Logins that a document shows where a reader has to put his own:
 * {@code user:password@host}.
 */
public final class ExampleLogins {

	private static final Set<String> USERS = Set.of("user", "username", "usr", "name", "login", "account", "userid",
			"user_name", "user-name", "myuser", "youruser", "your_user", "your-user", "benutzer", "benutzername", "u",
			"usuario", "utilisateur");

	private static final Set<String> PASSWORDS = Set.of("password", "pass", "passwd", "pwd", "pw", "secret", "token",
			"mypassword", "yourpassword", "passwort", "kennwort", "p", "contrase\u00f1a", "motdepasse");

	private ExampleLogins() {
	}

	/**
	 * Whether a user and a password are one: both are words for what they are, or the
	 * password says that something has to be filled in.
	 * @param user the user
	 * @param password the password
	 * @return whether they are
	 */
	public static boolean isOne(String user, String password) {
		return PASSWORDS.contains(password.toLowerCase(Locale.ROOT)) ? USERS.contains(user.toLowerCase(Locale.ROOT))
				: SecretValue.isPlaceholder(password);
	}

}
