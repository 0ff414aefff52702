package dev.gai.braintrust.content.masking.line;

import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.NameWords;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * A user and a password in a list under a name that says so:
 * {@code auth: ["joe", "secret"]}, {@code basic_auth: [joe, secret]}. Ways to log in,
 * providers and rights are listed as well.
 */
public final class LoginLists {

	private static final Set<String> LISTED = Set.of("basic", "bearer", "digest", "oauth", "oauth2", "jwt", "ldap",
			"saml", "oidc", "openid", "sso", "apikey", "api_key", "token", "password", "username", "user", "users",
			"email", "phone", "otp", "totp", "mfa", "2fa", "session", "sessions", "cookie", "cookies", "none", "local",
			"google", "github", "gitlab", "facebook", "apple", "microsoft", "azure", "okta", "auth0", "keycloak",
			"twitter", "linkedin", "read", "write", "admin", "editor", "viewer", "owner", "member", "public", "private",
			"required", "optional", "enabled", "disabled", "login", "logout", "register", "signup", "signin", "refresh",
			"reset", "verify", "web", "mobile", "kerberos", "ntlm", "negotiate", "plain", "pkce", "client_credentials",
			"authorization_code", "refresh_token", "passport", "api", "staff", "manager", "x509", "mtls", "passkey",
			"webauthn", "sms", "get", "post", "put", "delete", "patch", "head", "include", "omit", "same-origin",
			"index", "show", "create", "update", "realm", "anonymous", "roles", "permissions", "groups", "profile",
			"scope");

	private static final Set<String> NAMES = Set.of("credential", "credentials", "creds", "login");

	/** Secrets of one-time passwords that an application hands on. */
	private static final String ACCOUNTS = "auth-migration://offline?data=";

	private LoginLists() {
	}

	/**
	 * Looks at a list under the name around a place.
	 * @param text the text
	 * @param index a place in the name
	 * @param findings told of what is found
	 */
	public static void around(String text, int index, SecretFinder.Findings findings) {
		if (text.startsWith(ACCOUNTS, index)) {
			Arguments.next(text, index + ACCOUNTS.length(), findings);
			return;
		}
		int end = index;
		while (end - index < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		int open = openingBracket(text, end);
		if (open < 0) {
			if (Characters.at(text, end) == ' ' && text.startsWith("basic_auth", end - 10)) {
				CallTexts.pair(text, end + 1, findings);
			}
			return;
		}
		int start = index;
		while (index - start < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		boolean basic = isBasic(text.substring(start, end));
		if (!basic && !isLogin(text.substring(start, end))) {
			return;
		}
		Word user = element(text, open + 1);
		int comma = (user != null) ? Characters.skipSpaces(text, user.next()) : -1;
		Word secret = (user != null && Characters.at(text, comma) == ',') ? element(text, comma + 1) : null;
		char close = (secret != null) ? Characters.at(text, Characters.skipSpaces(text, secret.next())) : '\0';
		if (user != null && secret != null && (close == ']' || close == ')') && secret.isValue()
				&& (secret.isTelling() || basic || (secret.quoted() && user.quoted()))
				&& !LISTED.contains(secret.small()) && !LISTED.contains(user.small())) {
			secret.mask(findings);
		}
	}

	/**
	 * Whether nothing else than a user and a password can be meant.
	 */
	private static boolean isBasic(String name) {
		NameWords words = NameWords.of(name);
		return words.containsAny(Set.of("basic")) && (words.containsAny(Set.of("auth", "http")))
				|| words.containsAny(Set.of("credentials", "creds"));
	}

	private static boolean isLogin(String name) {
		NameWords words = NameWords.of(name);
		return words.containsAny(NAMES) || words.containsAny(Set.of("auth"));
	}

	/**
	 * The bracket behind a name, a sign, and what may stand between.
	 */
	private static int openingBracket(String text, int end) {
		int i = end + Characters.countBackslashes(text, end);
		i += Characters.isQuote(Characters.at(text, i)) ? 1 : 0;
		i = Characters.skipBlanks(text, i);
		char sign = Characters.at(text, i);
		if (sign != ':' && sign != '=') {
			return -1;
		}
		i += (Characters.at(text, i + 1) == '>') ? 2 : 1;
		int open = Characters.skipBlanks(text, i);
		char bracket = Characters.at(text, open);
		return (bracket == '[' || bracket == '(') ? open : -1;
	}

	private static @Nullable Word element(String text, int from) {
		Word word = Word.at(text, Characters.skipSpaces(text, from));
		int bracket = (word != null && !word.quoted()) ? word.value().indexOf(']') : -1;
		return (word != null && bracket > 0) ? new Word(text, word.start(), word.start() + bracket, false) : word;
	}

}
