package dev.gai.braintrust.content.masking;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sentences of more languages that tell a secret, and those that begin with it; logins of
 * Oracle's and Teradata's tools; headers in small letters. And what looks like them.
 */
class ForeignSentencesTests {

	@ParameterizedTest
	@ValueSource(strings = { "A senha \u00e9 S3cr3tPw9x", "a senha do banco \u00e9 S3cr3tPw9x",
			"minha senha \u00e9 S3cr3tPw9x.", "l\u00f6senordet \u00e4r S3cr3tPw9x",
			"L\u00f6senordet \u00e4r: S3cr3tPw9x", "mitt l\u00f6senord \u00e4r S3cr3tPw9x",
			"adgangskoden er S3cr3tPw9x", "kodeordet er S3cr3tPw9x", "passordet er S3cr3tPw9x",
			"salasana on S3cr3tPw9x", "Salasanani on S3cr3tPw9x!", "heslo je S3cr3tPw9x",
			"moje heslo k datab\u00e1zi je S3cr3tPw9x", "has\u0142o to S3cr3tPw9x", "has\u0142o jest S3cr3tPw9x",
			"has\u0142em jest S3cr3tPw9x", "kata sandinya S3cr3tPw9x", "Kata sandi saya adalah S3cr3tPw9x",
			"\u015fifrem S3cr3tPw9x", "\u015fifresi S3cr3tPw9x", "lozinka je S3cr3tPw9x", "moje geslo je S3cr3tPw9x",
			"slapta\u017eodis yra S3cr3tPw9x", "\u043f\u0430\u0440\u043e\u043b\u044c S3cr3tPw9x",
			"\u043f\u0430\u0440\u043e\u043b\u0430\u0442\u0430 \u0435 S3cr3tPw9x",
			"\u043b\u043e\u0437\u0438\u043d\u043a\u0430 \u0458\u0435 S3cr3tPw9x",
			"\u092a\u093e\u0938\u0935\u0930\u094d\u0921 S3cr3tPw9x \u0939\u0948" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "S3cr3tPw9x is the password", "`S3cr3tPw9x` is the new admin password.",
			"\"S3cr3tPw9x\" is the password for joe", "S3cr3tPw9x is my password", "S3cr3tPw9x is the API key",
			"S3cr3tPw9x ist das Passwort", "S3cr3tPw9x ist mein neues Kennwort und bleibt es",
			"{\"text\":\"log in\\nS3cr3tPw9x is the passphrase\"}" })
	void areMaskedWhereASentenceBeginsWithThem(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "expdp system/S3cr3tPw9x full=y", "impdp scott/S3cr3tPw9x@db1 dumpfile=x.dmp",
			"exp scott/S3cr3tPw9x FILE=x.dmp", "sqlldr scott/S3cr3tPw9x control=x.ctl",
			"sqlldr userid=scott/S3cr3tPw9x control=x.ctl", "sqlplus -s scott/S3cr3tPw9x",
			"sqlplus -L scott/S3cr3tPw9x", ".logon dbhost/joe,S3cr3tPw9x", ".LOGON 10.0.0.1/joe,S3cr3tPw9x;",
			"bteq <<EOF\n.logon joe,S3cr3tPw9x;\nEOF", "x-honeycomb-team: S3cr3tPw9x",
			"curl -H 'x-jfrog-art-api: S3cr3tPw9x' https://x", "shodan init oygUIrZUw1Nq2Fhh0C0qZqS3cr3tPw9x",
			"snyk auth 550e8400-e29b-41d4-a716-4466S3cr3tPw9x", "cloudflared service install eyS3cr3tPw9xAbCdEf",
			"x-auth-token: S3cr3tPw9x" })
	void areMaskedInCommandsAndHeaders(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "the password is required", "heslo je povinn\u00e9",
			"heslo je p\u0159\u00edli\u0161 kr\u00e1tk\u00e9", "heslo je 8 znak\u016f", "heslo je PBKDF2",
			"l\u00f6senordet \u00e4r f\u00f6r kort", "l\u00f6senordet \u00e4r 8 tecken",
			"mitt l\u00f6senord fr\u00e5n 2024-05-05 \u00e4r fel", "adgangskoden er forkert", "kodeordet er forkert",
			"postkode er 0150oslo", "zipkode er A1b2C3d4", "salasana on v\u00e4\u00e4r\u00e4",
			"salasana on 8 merkki\u00e4", "has\u0142o to podstawa", "has\u0142o jest za kr\u00f3tkie",
			"kata sandi adalah wajib", "kata sandi adalah 8 karakter",
			"\u015fifre en az 8 karakter olmal\u0131d\u0131r", "a senha \u00e9 obrigat\u00f3ria",
			"a senha \u00e9 de 8 caracteres", "geslo je napa\u010dno", "lozinka je kratka",
			"\u043f\u0430\u0440\u043e\u043b\u044c Windows10", "\u043f\u0430\u0440\u043e\u043b\u044c OAuth2Client" })
	void stayWhereTheySayHowOneIs(String text) {
		DefaultMasking.assertLeaves(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "arg2 is the password", "field1 is the password field", "SHA256 is the password hash",
			"version2 is the default password hash", "Step 2 is the password reset", "joe@example.org is the login",
			"Room101 is the secret room", "B2B2C is the secret of growth", "The answer is the token limit",
			"P4ssw0rd-Policy.md is the password policy", ".logon host/joe", ".logon host/joe,$PASSWORD",
			"expdp parfile=x.par", "imp a/b file=c", "see docs/readme1 file=x", "userid=joe", "import a/b2c from x=1",
			"{\"\u5bc6\u7801\": null}", "{\"\u5bc6\u7801\": 3}", "{\"\u043f\u0430\u0440\u043e\u043b\u044c\": \"\"}",
			"shodan init", "shodan init YOUR_API_KEY_GOES_HERE", "snyk auth", "x-honeycomb-team header is missing",
			"the long-term plan: team", "x-auth-token: required", "x-auth-token: <token>", "authorization: none",
			"security:\n  authorization: enabled", "Authorization: disabled" })
	void stayWhereNothingIsTold(String text) {
		DefaultMasking.assertLeaves(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u043f\u0430\u0440\u043e\u043b\u044c", "\u5bc6\u7801", "\ube44\ubc00\ubc88\ud638",
			"contrase\u00f1a", "has\u0142o", "\u015fifre", "\u092a\u093e\u0938\u0935\u0930\u094d\u0921", "kata_sandi",
			"losenord", "\u0431\u0434_\u043f\u0430\u0440\u043e\u043b\u044c" })
	void areMaskedBelowTheirNames(String name) {
		assertThat(NameMeaning.of(name, true)).isEqualTo(NameMeaning.SECRET);
		DefaultMasking.assertHides("S3cr3tPw9x", "{\"" + name + "\": \"S3cr3tPw9x\", \"a\": 1}");
		DefaultMasking.assertHides("S3cr3tPw9x", "{\"t\": \"{\\\"" + name + "\\\":\\\"S3cr3tPw9x\\\"}\"}");
	}

	@Test
	void areMaskedBehindASchemeInSmallLetters() {
		assertThat(DefaultMasking.mask("authorization: basic am9lOlMzY3IzdFB3OXgS3cr3t"))
			.isEqualTo("authorization: basic [masked:basic-credentials]");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a senha ", "heslo je ", "kata sandi ", "S3cr3tPw9x is the ", "exp a/b c=", ".logon a/b," })
	void takeNoLongerInLongTexts(String part) {
		String text = part.repeat(20_000);

		assertThat(DefaultMasking.mask(text)).hasSizeGreaterThan(100_000);
	}

}
