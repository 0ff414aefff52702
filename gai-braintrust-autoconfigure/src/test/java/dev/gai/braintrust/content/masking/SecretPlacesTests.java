package dev.gai.braintrust.content.masking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of all kinds that hold a secret, and texts that look as if they did. The files
 * have one a line, with {@code \u2424} for a line end; behind {@code =>>} stands what
 * must not be seen.
 */
class SecretPlacesTests {

	static Stream<String> secrets() throws IOException {
		return lines("secrets.txt");
	}

	static Stream<String> harmless() throws IOException {
		return lines("harmless.txt");
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void areMasked(String line) {
		int separator = line.lastIndexOf(" =>> ");

		String masked = DefaultMasking.mask(line.substring(0, separator));

		assertThat(masked).doesNotContain(line.substring(separator + 5).split(" && ")).contains("[masked:");
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void stayWhereNothingIsSecret(String line) {
		assertThat(DefaultMasking.mask(line)).isEqualTo(line);
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void stayWithinJsonWhereNothingIsSecret(String line) {
		String json = "{\"note\":" + quoted(line) + ",\"n\":1}";

		assertThat(DefaultMasking.mask(json)).isEqualTo(json);
	}

	@Test
	void areMaskedWithinJsonAndWithinJsonThatIsAText() throws IOException {
		for (String line : (Iterable<String>) secrets()::iterator) {
			int separator = line.lastIndexOf(" =>> ");
			String[] hidden = line.substring(separator + 5).split(" && ");
			String json = "{\"note\":" + quoted(line.substring(0, separator)) + ",\"n\":1}";

			// In JSON an unquoted value would go on behind the quote.
			if (!line.startsWith("openssl ") && !line.contains(" ENC ")) {
				assertThat(DefaultMasking.mask(json)).doesNotContain(hidden);
			}
			assertThat(DefaultMasking.mask("{\"body\":" + quoted(json) + "}")).doesNotContain(hidden);
		}
	}

	@Test
	void areMaskedInWhatAnErrorSays() throws IOException {
		for (String line : (Iterable<String>) secrets()::iterator) {
			int separator = line.lastIndexOf(" =>> ");
			String error = "java.lang.IllegalStateException: call failed: " + line.substring(0, separator)
					+ "\n\tat a.B.c(B.java:12)";

			// Files whose lines have to be lines of their own.
			if (!line.contains(" * ") && !line.startsWith("kind: Secret")) {
				assertThat(DefaultMasking.mask(error)).doesNotContain(line.substring(separator + 5).split(" && "));
			}
		}
	}

	@Test
	void whatIsQuotedInAReplacementIsEscapedWithinAText() {
		assertThat(DefaultMasking.mask("{\"a\":\"x {\\\"secret\\\":{\\\"b\\\":1}} y\"}"))
			.isEqualTo("{\"a\":\"x {\\\"secret\\\":\\\"[masked:secret]\\\"} y\"}");
	}

	@Test
	void areMaskedWithinATextBehindBackslashesThatEscapeNothing() {
		assertThat(DefaultMasking.mask("C:\\dir \\\"a\" b\\ \"c\" \"machine x\\nlogin y\\npassword swordfish\\n\" \\"))
			.isEqualTo("C:\\dir \\\"a\" b\\ \"c\" \"machine x\\nlogin y\\npassword [masked:secret]\\n\" \\");
		assertThat(DefaultMasking.mask("\"machine x\\nlogin y\\npassword swordfish\\n\\"))
			.isEqualTo("\"machine x\\nlogin y\\npassword [masked:secret]\\n\\");
	}

	@Test
	void ofAJsonWebKeyLeaveWhatIsPublic() {
		String key = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2\",\"d\":\"jpsQnnGQ\",\"kid\":\"1\"}";

		assertThat(DefaultMasking.mask("a " + key + " b {\"d\":\"2026\"}"))
			.isEqualTo("a " + key.replace("jpsQnnGQ", "[masked:secret]") + " b {\"d\":\"2026\"}");
	}

	@Test
	void ofATableAreMaskedBehindALineThatIsTooLongForItsHead() {
		String line = "password,".repeat(500);

		assertThat(DefaultMasking.mask(line + "\nname,password\nada,hunter2x9\n" + line))
			.isEqualTo(line + "\nname,password\nada,[masked:secret]\n" + line);
	}

	@Test
	void ofAVaultAreOnlyTheKeys() {
		assertThat(DefaultMasking.mask("Unseal Key 1: 7gSrTqUdYLdFgcHV8bQ1yM5vTSEy\nKey Shares 5: yes"))
			.isEqualTo("Unseal Key 1: [masked:secret]\nKey Shares 5: yes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--user=a%", "--user=a:", "--user=smb%a", "{\"kty\":", "\"kty\":1 ", "{\"kty\":{", " -p",
			"mysql -p", "</password>", "<password>", "password: |\n", "password: a ", "\"value\":\"a\",",
			".password(\"", "/a", "+a", "token a12345.a234567890123456 ", "GenieKey ", "unseal key 1: ",
			"seed phrase: a b c ", "**password**: ", "[\"--password\",", "ENV API_TOKEN a1b2 ", "| password ",
			"| password |\n", "|password|a1b2|\n|-|-|\n", "password</", "<b>password</b>", "<td>password</td><td>",
			"[[\"password\",\"a1\"", ",\"password\",", "htpasswd -b a ", "echo a | chpasswd ", "passwd --stdin ",
			"| sudo -S ", "ke", "cr", "key ", "secret ", "key 7 0822455D ", "secret 5 ", "WIFI:T:a;",
			"net user a /add ", "add_user ", "session_id=a", "sid=a;", " -p", " -pa mysql", " -w a", "mysql -p a ",
			"identified with a by ", "create user a identified by ", "\"name\":\"password\",\"value\":", "value=\"a\" ",
			"password: !a ", "password: \"a\" -> ", "basicAuth(\"a\",", "ENC(a", " -Password ", ": PSK \"", "auth ",
			"AUTH a1 ", "AUTH LOGIN\n", "auth: [a, ", "[\"Authorization\",", " * ", "{ssha}", "a}", "{a",
			"http-basic.a config ", "pypi-token.a ", "wpa-psk 1 ", "pw ", "pw: ", " /rp ", "net use /user:", "PASS ",
			"# client server secret\n", "a * a1 *\n", "requirepass ", "{password,", "login a1", "auth: ['a','b'",
			"auth: [", "basic_auth: ", "login: [a, ", "==", "a==", "a1 LOGIN a b\n", "LOGIN a ", "AUTH PLAIN\n",
			"AUTHENTICATE ", "OPER a b ", "oper ", "identify ", "/identify a ", "register ", "USER a\nPASS b\n",
			"bundle config a.b c:d ", " c:d", "OpenDSObject(\"a\",", "password,", "a,password,b\n",
			"insert into a (password) values ('", "insert into a (password) values (1),", "kind: Secret\n",
			"kind: Secret\ndata:\n a: b\n", "connect($a,'b',", "set password from '", "createUser SHA ",
			"poll user pass ", "expect pass send \"", "SETUSER >a ", "login=a:b ", "set password ENC a1",
			"/v password ", "\"\\n", "\"a\\n", "\"password a1 b2\\n\"", "\\\"", "\"\\\\\\\"", "\"abcdefghijkl\\\"",
			"<password><value>", "<value>", "$ANSIBLE_VAULT;\n", "$ANSIBLE_VAULT;\n0123456789abcdef0\n",
			"form-data; name=\"password\"\n\n", "<th>password</th>", "<tr><th>password</th>",
			"<tr><th>password</th><tr><td>a1</td>", "password:\n  ", "password:\n - a1\n", "password: [a1, ",
			"variable \"password\" { ", "\"token\" content=", "\"kind\":\"Secret\",",
			"\"kind\":\"Secret\",\"data\":{\"a\":\"b\",", "\"value\":\"a\",\"secret\":true,",
			"<a name=\"password\"><value>", "| ConvertTo-SecureString ", "kinit joe@", "sqlplus a/b@", " a/b@",
			"--user=a:b ", "alias set a http://b ", "jwt.sign(a, 'b', ", "hmac.new(\"a\"", "password,secret\na,b\n",
			"password: <b>", "\"label\":\"password\",\"value\":", "abc_", "m0-", "a|b", "\"kind\":\"Secret\",\"data\":",
			" on >a user ", "use 482913 to log in ", " 12345 ", ": 48291 ", "12345 is your code ", "tan 123456 ",
			"smbclient //a b -U a ", " -U a smbclient //a b", "secrets set a=b ", "kv put secret/a a=b ",
			"bw unlock a1 ", "sign .pfx /p a1 ", ".pfx", "rclone obscure a1 ", "encrypt_string -a b ", ".py a:b@",
			".py a@", "pass_cmd echo a ", "--secret a pulumi config set ", "doctl login -p a1 ", "secret_id=a",
			" /pd:a", "a://b:c#d", "password <- ", "user=a,pass=b1," })
	@Timeout(15)
	@Tag("thorough")
	void takeTimeInProportionToTheLengthOfTheText(String piece) {
		String text = piece.repeat(75_000 / piece.length());

		assertThat(DefaultMasking.mask(text)).isNotEmpty();
	}

	private static String quoted(String text) {
		return "\"" + text.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r")
			.replace("\t", "\\t") + "\"";
	}

	private static Stream<String> lines(String file) throws IOException {
		try (InputStream stream = SecretPlacesTests.class.getResourceAsStream(file)) {
			return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.replace('\u2424', '\n'));
		}
	}

}
