package dev.gai.braintrust.content.masking.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names whose value is a secret whatever it looks like: {@code db_password},
 * {@code apiKey}, {@code X-Auth-Token}. What tells is the last word, for some words
 * together with the one before; {@code max_tokens} and {@code primary_key} tell nothing.
 *
 * @since 0.1.0
 */
public final class SecretNames {

	/** What stands in place of a value that is secret by its name. */
	public static final String REPLACEMENT = "[masked:secret]";

	private static final int MAX_LENGTH = 64;

	private static final Set<String> SECRETS = Set.of("password", "passwords", "passwd", "passphrase", "passphrases",
			"passcode", "passwort", "kennwort", "pwd", "secret", "secrets", "credential", "credentials", "creds",
			"authorization", "apikey", "apikeys", "psk", "senha", "wachtwoord", "contrasena", "jwt", "cookie",
			"cookies", "mnemonic", "keymaterial", "requirepass", "cvv", "cvc", "otp", "totp", "dockerconfigjson",
			"dockercfg", "jsessionid", "phpsessid", "sshpass", "heslo", "salasana", "adgangskode", "kodeord", "passord",
			"geslo", "lozinka", "haslo", "jelszo", "sifre", "losenord", "katasandi", "contrasenya",
			// What a word of Swedish is read as up to its letter beyond ASCII.
			"senord");

	/** The end of a word that is written together with another. */
	private static final List<String> ENDINGS = List.of("password", "passwd", "passphrase", "secret", "apikey",
			"secretkey", "accesskey", "privatekey", "accountkey", "signingkey", "encryptionkey", "masterkey",
			"presharedkey", "sshkey", "authtoken", "accesstoken", "refreshtoken", "sessiontoken", "bearertoken",
			"securitytoken", "apitoken", "identitytoken", "registrytoken", "idtoken", "csrftoken", "bottoken",
			"usertoken", "authorization", "credentials", "bindpw", "passwort", "kennwort", "rootpw", "adminpw",
			"userpw", "dbpw", "dbpass", "userpass", "adminpass", "rootpass", "smtppass", "mailpass", "keypass",
			"storepass", "sqlpass", "smbpass", "authkey", "middlewaretoken", "keystring");

	private static final MethodNames WRITTEN_TOGETHER = new MethodNames(ENDINGS.toArray(String[]::new));

	/** Whose token is a number, a word of a model or a place in a list. */
	private static final Set<String> NO_TOKENS = Set.of("max", "min", "prompt", "completion", "total", "input",
			"output", "per", "next", "page", "continuation", "sync", "cancellation", "pad", "eos", "bos", "unk",
			"special", "stop", "start", "end", "first", "last", "num", "top", "decoded", "cls", "sep", "reasoning",
			"cached", "thinking", "generated", "predicted", "by", "of", "a", "one", "each", "every", "cost", "price",
			"single", "mask", "image", "audio", "text", "pagination", "unknown", "new", "sample");

	/** What goes by, and what lets somebody in elsewhere. */
	private static final Set<String> NO_PASSES = Set.of("first", "second", "third", "final", "last", "next", "single",
			"each", "every", "boarding", "season", "ski", "mountain", "day", "week", "bus", "rail", "forward",
			"backward", "render", "compiler", "optimization", "test", "tests", "all", "to", "not", "will", "did");

	private static final Set<String> TOKENS = Set.of("access", "refresh", "auth", "authorization", "api", "bearer",
			"session", "security", "oauth");

	/** Whose code lets somebody in. */
	private static final Set<String> CODES = Set.of("pass", "otp", "verification", "recovery", "mfa", "backup",
			"security");

	/** Who logs in with what is called {@code pw} behind it. */
	private static final Set<String> LOGINS = Set.of("bind", "root", "admin", "user", "db", "ldap", "smtp", "login");

	/** Whose salt keeps something secret; that of a hash does not. */
	private static final Set<String> SALTS = Set.of("auth", "nonce", "in", "secret", "signing", "cookie", "api", "app",
			"password");

	/** What may follow a telling word. */
	private static final Set<String> QUALIFIERS = Set.of("value", "hash", "base", "base64", "encoded", "encrypted",
			"binary", "plain", "plaintext", "raw", "old", "new", "current", "previous", "sha", "confirm",
			"confirmation", "again", "repeat", "prod", "production", "dev", "test", "staging", "live", "string", "data",
			"b", "pem");

	/** What tells together with the word before it. */
	private static final Set<String> OTHERS = Set.of("token", "tokens", "key", "keys", "pass", "auth", "authentication",
			"pw", "phrase", "code", "pat", "salt", "passe", "signature", "hmac", "material", "pepper", "oauth", "pin",
			"puk", "tan", "passkey", "csrf", "xsrf", "verifier", "sandi");

	/**
	 * Parameters of an address that tell only there: {@code sig} signs one,
	 * {@code X-Amz-Signature} does.
	 */
	private static final Set<String> PARAMETERS = Set.of("sig", "signature", "xamzsignature", "xgoogsignature",
			"googlesignature", "hmac", "key", "code", "session", "sessionid", "sid", "ticket", "samlresponse", "appid",
			"assertion");

	/** Who signs what a service sends to an address of the application. */
	private static final Set<String> SIGNERS = Set.of("hub", "slack", "stripe", "twilio", "shopify", "line", "svix",
			"paddle", "square", "webhook", "request", "signing", "hmac", "intercom", "zendesk", "linear", "sentry",
			"github", "gitlab", "bitbucket", "facebook", "paypal", "docusign", "x", "event", "payload", "hook");

	private SecretNames() {
	}

	/**
	 * Whether a name is one of the signature of a request.
	 * @param name a name
	 * @return whether it is
	 */
	public static boolean isSignature(CharSequence name) {
		String small = name.toString().toLowerCase(Locale.ROOT);
		return small.contains("signature") || small.contains("hmac");
	}

	/**
	 * What a name says about its value. Upper and lower case, {@code -}, {@code _},
	 * {@code .} and where a capital begins a word make no difference.
	 * @param name a key or a part of a text
	 * @return what the name says
	 */
	public static SecretName of(CharSequence name) {
		if (name.length() <= MAX_LENGTH && ForeignNames.areIn(name)) {
			return SecretName.ALWAYS;
		}
		if (name.length() > MAX_LENGTH || name.length() < 3) {
			return SecretName.NONE;
		}
		NameWords words = NameWords.of(name);
		String last = words.last();
		if (last.equals("hash") && words.beforeLast().equals("api")) {
			return SecretName.ALWAYS;
		}
		while (QUALIFIERS.contains(last) && words.dropLast()) {
			last = words.last();
		}
		String before = words.beforeLast();
		SecretName telling = of(last, before);
		return (telling == SecretName.NONE && AccessCodes.isName(name, last, before)) ? SecretName.CODE : telling;
	}

	/**
	 * Whether the value of a parameter of an address may be a secret.
	 * @param name of the parameter
	 * @return whether it may be
	 */
	public static boolean mayBeParameter(String name) {
		return PARAMETERS.contains(name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT));
	}

	private static SecretName of(String last, String before) {
		if (before.equals("existing") && last.equals("secret")) {
			// Of a chart of Helm: how a secret is called.
			return SecretName.NONE;
		}
		if (SECRETS.contains(last)) {
			return SecretName.ALWAYS;
		}
		return switch (last) {
			case "word" -> before.equals("pass") ? SecretName.ALWAYS : SecretName.NONE;
			case "token" -> NO_TOKENS.contains(before) ? SecretName.NONE : SecretName.ALWAYS;
			case "tokens" -> TOKENS.contains(before) ? SecretName.ALWAYS : SecretName.NONE;
			case "key", "keys" -> KeyOwners.contains(before) ? SecretName.ALWAYS
					: before.equals("product") ? SecretName.RANDOM : SecretName.NONE;
			case "csrf", "xsrf" -> SecretName.RANDOM;
			case "pass" ->
				before.isEmpty() ? SecretName.MAYBE : NO_PASSES.contains(before) ? SecretName.NONE : SecretName.ALWAYS;
			case "pw" -> LOGINS.contains(before) ? SecretName.ALWAYS : SecretName.MAYBE;
			case "auth", "authentication" -> SecretName.MAYBE;
			case "phrase" -> (before.equals("seed") || before.equals("recovery") || before.equals("pass"))
					? SecretName.ALWAYS : SecretName.NONE;
			case "signature", "hmac" -> SIGNERS.contains(before) ? SecretName.MAYBE : SecretName.NONE;
			case "material" -> before.equals("key") ? SecretName.ALWAYS : SecretName.NONE;
			case "pat" -> before.isEmpty() ? SecretName.NONE : SecretName.ALWAYS;
			case "pepper" ->
				(before.equals("password") || before.equals("secret")) ? SecretName.ALWAYS : SecretName.NONE;
			case "oauth" -> (before.equals("github") || before.equals("gitlab")) ? SecretName.ALWAYS : SecretName.NONE;
			case "salt" -> SALTS.contains(before) ? SecretName.ALWAYS : SecretName.NONE;
			// Of Vault; where it is no UUID, it says how a secret is called.
			case "id" -> before.equals("secret") ? SecretName.ALWAYS : SecretName.NONE;
			case "sandi" -> before.equals("kata") ? SecretName.ALWAYS : SecretName.NONE;
			case "passe" -> before.equals("de") ? SecretName.ALWAYS : SecretName.NONE;
			case "code" -> (!before.isEmpty() && CODES.contains(before)) ? SecretName.ALWAYS
					: before.equals("device") ? SecretName.RANDOM : SecretName.NONE;
			case "verifier" -> before.equals("code") ? SecretName.RANDOM : SecretName.NONE;
			case "response" -> before.equals("saml") ? SecretName.RANDOM : SecretName.NONE;
			default -> WRITTEN_TOGETHER.endAt(last, last.length()) ? SecretName.ALWAYS : SecretName.NONE;
		};
	}

	/**
	 * The words that a telling name may end with.
	 */
	static List<String> lastWords() {
		List<String> words = new ArrayList<>(SECRETS);
		words.addAll(ENDINGS);
		words.addAll(QUALIFIERS);
		words.addAll(OTHERS);
		return words;
	}

}
