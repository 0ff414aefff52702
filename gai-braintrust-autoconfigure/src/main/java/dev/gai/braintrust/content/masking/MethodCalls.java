package dev.gai.braintrust.content.masking;

import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.line.Arguments;
import dev.gai.braintrust.content.masking.line.CallTexts;
import dev.gai.braintrust.content.masking.name.MethodNames;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that code hands to a method that says so: {@code setPassword("…")},
 * {@code .apiKey("…")}. What asks for one by its name has none.
 */
final class MethodCalls {

	private static final int LONGEST = 512;

	private static final MethodNames LOGINS = new MethodNames("basicauth", "basicauthentication", "credentials",
			"networkcredential", "bearerauth", "auth=", "getconnection", "httpdigestauth", "bearertokenauth", ".login",
			"basic_auth", ".auth", "ftp_login", "ldap_bind", "login_user", "networkcredential]::new",
			"authtokens.basic", "awsbasiccredentials.create", "awssessioncredentials.create", "authenticationtoken",
			"passwordauthentication", "credentials.basic", "simple_bind_s", "changeuserpassword");

	/** Take a user and a password as the second and the third text. */
	private static final MethodNames WITH_ADDRESS = new MethodNames("opendsobject", "mysqli_connect", "plainauth",
			"runas", "mysql.connect", "mysqldb.connect", "pdo", "dbi->connect");

	/** Take a user and a password behind what is no text. */
	private static final MethodNames BEHIND_VARIABLE = new MethodNames("getconnection", "pdo", "connect", "ldap_bind",
			"ldap_bind_s", "ftp_login", "clientsecretcredential");

	/** Take what they sign, check or encrypt, and the key. */
	private static final MethodNames WITH_KEY = new MethodNames("jwt.sign", "jwt.verify", "jwt.encode", "jwt.decode",
			"createhmac", "signwith", "createcipheriv", "createdecipheriv", "algoliasearch", "aes_encrypt",
			"aes_decrypt", "pgp_sym_encrypt", "pgp_sym_decrypt");

	/** Take a secret first. */
	private static final MethodNames OF_SECRETS = new MethodNames("hmac.new", "azurekeycredential", "authapikey",
			"secretkeyspec", "bcrypt.hash", "bcrypt.hashsync", "passwordencoder.encode", "fernet", " crypt",
			"password_hash", "password=md5", "password=sha1", "password=sha2", "password=crypt", "password = md5",
			"password = sha1", "password = sha2", "password = crypt", "bcrypt", "hash::make", "cohere.client",
			"cohere.clientv2", "mistralclient", "mistral", "hmac256", "hmac384", "hmac512", "hmacshakeyfor", "aes.new");

	/** Of SQL, with a user and a password in its second argument. */
	private static final String ROWS = "openrowset";

	private static final Pattern ASKS = Pattern.compile(
			"secret|get|has|is|find|read|load|use|check|verify|validate|encode|hash|reset|forgot|match|expect|assert");

	private MethodCalls() {
	}

	/**
	 * Look at a call.
	 * @param bracket behind the name of the method
	 * @param quote before the text
	 */
	static void find(String text, int bracket, int quote, SecretFinder.Findings findings) {
		if (isLogin(text, bracket)) {
			Arguments.last(text, bracket + 1, findings);
			return;
		}
		if (WITH_ADDRESS.endAt(text, bracket)) {
			CallTexts.third(text, bracket + 1, findings);
			return;
		}
		if (WITH_KEY.endAt(text, bracket)) {
			CallTexts.second(text, bracket + 1, findings);
			return;
		}
		if (OF_SECRETS.endAt(text, bracket)) {
			Arguments.next(text, quote - Characters.countBackslashesBefore(text, quote), findings);
			return;
		}
		if (Characters.startsWith(text, bracket - ROWS.length(), ROWS)) {
			CallTexts.fourth(text, bracket + 1, findings);
			return;
		}
		NameInText name = NameEndings.isAt(text, bracket) ? NameInText.before(text, bracket) : null;
		if (name == null || name.isQuoted() || SecretNames.of(name.in(text)) != SecretName.ALWAYS) {
			return;
		}
		String method = name.in(text);
		String simple = method.substring(method.lastIndexOf('.') + 1);
		boolean setter = simple.startsWith("set") || simple.startsWith("with") || simple.equals("PASSWORD");
		boolean function = Characters.at(text, Characters.skipBlanksBack(text, name.start() - 1)) == '='
				&& simple.equalsIgnoreCase("password");
		boolean key = simple.equals("secretKey") || simple.equals("secretAccessKey");
		boolean builder = function || simple.length() < method.length() && (key || !ASKS.matcher(simple).lookingAt());
		int end = quote + 1;
		int limit = Math.min(text.length(), quote + LONGEST);
		while (end < limit && text.charAt(end) != text.charAt(quote) && text.charAt(end) != '\n') {
			end++;
		}
		end -= quote - bracket - 1;
		if ((setter || builder) && end > quote + 1
				&& Characters.at(text, end + quote - bracket - 1) == text.charAt(quote)
				&& isSecret(text.substring(quote + 1, end), setter)) {
			findings.replace(quote + 1, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Whether a method takes a user and a password: {@code basicAuth("joe", "secret")},
	 * {@code auth=("joe", "secret")}.
	 */
	private static boolean isLogin(String text, int bracket) {
		return LOGINS.endAt(text, bracket);
	}

	/**
	 * Look at a call whose first argument is a variable.
	 */
	static void behindVariable(String text, int bracket, SecretFinder.Findings findings) {
		if (WITH_KEY.endAt(text, bracket)) {
			CallTexts.second(text, bracket + 1, findings);
		}
		else if (BEHIND_VARIABLE.endAt(text, bracket)) {
			CallTexts.behindVariable(text, bracket + 1, findings);
		}
	}

	/**
	 * Whether a method may be one that takes a login behind a variable, or a value that
	 * is encrypted.
	 * @param ascii one byte for each character
	 * @param last the last letter of its name
	 */
	static boolean mayTakeLogin(byte[] ascii, int last) {
		if (last < 2) {
			return false;
		}
		int before = ascii[last - 1];
		return switch (ascii[last]) {
			case 'C' -> true;
			case 'O' -> before == 'D';
			case 't' -> before == 'c' || before == 'p';
			case 'T' -> before == 'P';
			case 'n' -> before == 'o' || before == 'i' || before == 'g';
			case 'y' -> before == 'f';
			case 'e' -> before == 'd';
			case 'd' -> before == 'n';
			case 'l' -> before == 'a' && ascii[last - 2] == 'i';
			case 'h' -> before == 't' && ascii[last - 2] == 'i';
			default -> false;
		};
	}

	private static boolean isSecret(String value, boolean setter) {
		boolean telling = value.startsWith("{noop}")
				|| value.chars().anyMatch((c) -> Ascii.isDigit((char) c) || "!@#$%^&*+=~".indexOf(c) >= 0);
		return SecretValue.mayBeOne(value) && (setter || telling)
				&& (!SecretValue.isNone(value) || SettingValue.isHash(value, 0))
				&& !SecretValue.isMasked(value, 0, value.length());
	}

}
