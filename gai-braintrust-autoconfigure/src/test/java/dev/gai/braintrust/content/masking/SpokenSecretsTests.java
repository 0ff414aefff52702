package dev.gai.braintrust.content.masking;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that somebody tells in a sentence, and those in files, statements and commands
 * that have neither a colon nor an equals sign before them.
 */
class SpokenSecretsTests {

	@ParameterizedTest
	@ValueSource(strings = { "my password is hunter2", "My password is: hunter2",
			"Hi, my password is hunter2 and I cannot log in", "the password is 'hunter2'", "Passwort: hunter2",
			"Mein Passwort lautet hunter2.", "Mein Passwort ist: hunter2", "Das Kennwort lautet hunter2!",
			"The password for the server is hunter2", "password for user joe is hunter2.",
			"please set the password to hunter2!", "I changed my password to hunter2&3", "mot de passe: hunter2",
			"mot de passe : hunter2", "contrase\u00f1a: hunter2", "Mi contrase\u00f1a es hunter2", "senha: hunter2",
			"wachtwoord: hunter2", "\u041c\u043e\u0439 \u043f\u0430\u0440\u043e\u043b\u044c: hunter2",
			"\u5bc6\u7801\uff1ahunter2", "\u5bc6\u7801\u662fhunter2", "\u30d1\u30b9\u30ef\u30fc\u30c9\u306fhunter2",
			"My token is hunter2x4y5", "my secret is hunter2", "our passphrase is hunter2-Horse",
			"user joe / password hunter2", "Password is `hunter2`", "The Wi-Fi password is **hunter2**" })
	void areMaskedWhereASentenceTellsThem(String text) {
		assertThat(DefaultMasking.mask(text)).doesNotContain("hunter2").contains("[masked:secret]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "my password is swordfish", "My password is swordfish.",
			"machine api.example.org login joe password swordfish",
			"machine api.example.org\n  login joe@x.org\n  password swordfish\n",
			"default login anonymous password swordfish", "machine x login y account z password swordfish",
			"{\"netrc\":\"machine x\\nlogin y\\npassword swordfish\\n\"}", "db.example.org:5432:app:joe:swordfish",
			"*:*:*:postgres:swordfish", "localhost:5432:*:joe:swordfish", "127.0.0.1:5432:app:joe:sword\\:swordfish",
			"# of psql\ndb.local:5432:app:joe:swordfish\n", "{\"f\":\"a\\ndb.local:5432:app:joe:swordfish\\n\"}",
			"CREATE USER joe IDENTIFIED BY 'swordfish';", "CREATE USER joe IDENTIFIED BY swordfish;",
			"ALTER USER joe WITH PASSWORD 'swordfish';", "alter role joe with encrypted password 'swordfish'",
			"CREATE ROLE x LOGIN PASSWORD 'swordfish'", "SET PASSWORD FOR joe = 'swordfish'",
			"mysql -u joe -pswordfish app", "sshpass -p swordfish ssh x", "sshpass -p 'swordfish' ssh x",
			"docker login -u joe -p swordfish reg.io", "redis-cli -h x -a swordfish ping",
			"sqlplus scott/swordfish@//db:1521/x", "HTTP_PROXY=joe:swordfish@proxy.local:3128",
			"connect to joe:swordfish@10.0.0.1:22", "psk=\"swordfish\"", "GITHUB_PAT=swordfish1",
			"define('NONCE_SALT', 'swordfish');", "PresharedKey = swordfish1=" })
	void areMaskedInFilesStatementsAndCommands(String text) {
		assertThat(DefaultMasking.mask(text)).doesNotContain("swordfish").contains("[masked:secret]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "The password is required.", "My password is wrong", "Your password is too short.",
			"The password is case-sensitive.", "A password is 8 to 64 characters long.",
			"password is AES-256 encrypted", "The password is hashed with SHA256.",
			"The token is valid for 3600 seconds", "The token is expired since 2026-11-22.", "The key is to listen.",
			"The secret is out.", "your secret is safe", "The API key is missing", "reset your password to continue",
			"change the password to something else", "my password is not working", "Das Passwort ist abgelaufen",
			"Mein Passwort funktioniert nicht: was tun?", "password hint: my first dog", "the password is as above",
			"forgot password? click here: https://x.org/reset/1", "the password was changed on 2026-11-22",
			"src/main.c:12:5:error:unused", "at 12:30:45:123:456", "2001:db8:85a3:8d3:1319:8a2e:370:7348",
			"image registry.local:5000/team/app:1.2.3", "login page password field",
			"machine learning login password reset", "tar -pxzf a.tgz", "mkdir -p /a/b", "grep -a swordfish x",
			"psql -p 5432 -U joe", "mysql -P 3306 app", "docker run -p 8080:80 nginx", "joe@example.org:22 is up",
			"git@github.com:acme/app.git", "scp a joe@host:/tmp", "SELECT password FROM users", "WITH PASSWORD hashing",
			"the maximum number of tokens is 4096", "The next token is 12345678", "team/secret:1.2",
			"arn:aws:lambda:eu-west-1:123456789012:function:my-secret:37", "hash salt: 12",
			"see prod_5Q8fofqzHVKlrlRgbibHyeA0, then" })
	void leaveAloneWhatOnlySpeaksOfThem(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Her password manager is great", "Your password reset is complete",
			"My password vault is Bitwarden", "mein Passwort-Manager ist Bitwarden", "api_key: Optional[str] = None",
			"token: Optional[SecretStr] = Field(None)", "password: list[str] = []" })
	void leaveAloneWhatIsCalledAfterThem(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "my password for github is hunter", "mein Passwort f\u00fcr die Bank lautet Sonnenschein",
			"my password  is hunter" })
	void areMaskedWhateverTheyAreFor(String text) {
		assertThat(DefaultMasking.mask(text)).endsWith(" [masked:secret]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "my password is hunter2x", "the Kennwort is hunter2x", "my token is hunter2x4",
			"IDENTIFIED BY hunter2x", "{\"api_key\":\"hunter2x\"}" })
	void areMaskedWhereverTheyStand(String text) {
		for (int before = 0; before < 20; before++) {
			String whole = ".".repeat(before) + " " + text + ".";
			assertThat(DefaultMasking.mask(whole)).startsWith(".".repeat(before)).doesNotContain("hunter2x");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u5bc6\u7801 abc12345", "ennwort abc12345", "ontrase\u00f1a abc12345",
			"\u0430\u0440\u043e\u043b\u044c 12345678" })
	void mayBeginWithAWordForAPassword(String text) {
		assertThat(DefaultMasking.mask(text)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "password ", "Kennwort", "Kennwort.", "password password is ",
			"login password ", "password\\n", "passwort 1 " })
	@Timeout(60)
	@Tag("thorough")
	void takeTimeInProportionToTheLengthOfTheText(String piece) {
		String text = piece.repeat(400_000 / piece.length());

		assertThat(DefaultMasking.mask(text)).hasSizeGreaterThan(200_000);
	}

	@Test
	void areMaskedBehindManyWordsForAPassword() {
		String many = "password ".repeat(100);

		assertThat(DefaultMasking.mask(many + "is hunter2x.")).isEqualTo(many + "is [masked:secret].");
		assertThat(DefaultMasking.mask("password".repeat(100) + " is hunter2x.")).endsWith(" is [masked:secret].");
	}

}
