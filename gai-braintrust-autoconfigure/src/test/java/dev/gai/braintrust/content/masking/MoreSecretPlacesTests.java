package dev.gai.braintrust.content.masking;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets that come to commands through pipes and here-strings, tokens in front of hosts
 * and at the ends of links, words for a password of further languages; and what looks
 * like them.
 */
class MoreSecretPlacesTests {

	@ParameterizedTest
	@ValueSource(strings = { "printf 'S3cr3tPw9x' | kinit joe@EXAMPLE.COM", "printf %s S3cr3tPw9x | sudo -S ls",
			"printf '%s' 'S3cr3tPw9x' | docker login -u joe --password-stdin", "sudo -S apt update <<< 'S3cr3tPw9x'",
			"docker login -u joe --password-stdin registry.io <<< S3cr3tPw9x", "passwd --stdin joe <<<S3cr3tPw9x",
			"nats://S3cr3tPw9x77@host:4222", "redis://S3cr3tPw9x77@cache:6379/0", "amqp://S3cr3tPw9x77@mq/",
			"https://shop.example.com/reset-password/aB3dS3cr3tPw9x", "https://x.io/password/reset/aB3dS3cr3tPw9x",
			"https://x.io/a/forgot-password/aB3dS3cr3tPw9x?x=1", "http://x.io:8080/password-reset/ey.aB3dS3cr3tPw9x",
			"haslo: S3cr3tPw9x", "has\u0142o: S3cr3tPw9x", "Moje has\u0142o to S3cr3tPw9x", "jelszo=S3cr3tPw9x",
			"sifre=S3cr3tPw9x", "\u015fifre: S3cr3tPw9x", "\u015eifre: S3cr3tPw9x", "parol\u0103: S3cr3tPw9x",
			"{\"haslo\":\"S3cr3tPw9x\"}" })
	void areMasked(String text) {
		DefaultMasking.assertHides("S3cr3tPw9x", text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "has\u0142o", "haslo", "jelsz\u00f3", "\u015fifre", "nowe_has\u0142o" })
	void areMaskedBelowTheirNames(String name) {
		assertThat(NameMeaning.of(name, true)).isEqualTo(NameMeaning.SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "printf 'hello world' | wc -c", "printf '%s' \"$LINES\" | sort",
			"grep error <<< \"some text of a log\"", "read -r name <<< \"Ada Lovelace\"", "nats://host:4222",
			"redis://default@cache:6379", "amqp://guest@localhost:5672/", "redis://applicationuser@cache",
			"https://x.io/reset-password/", "https://x.io/reset-password/confirm",
			"https://x.io/password/reset/troubleshooting-guide-2", "https://x.io/verify-email/success",
			"https://x.io/docs/reset-password/step-1-of-12-instructions", "Has\u0142o jest wymagane", "chiffre: 4711",
			"La parola \u00e8 bella", "\u015fifre unuttum",
			"zaz\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144" })
	void stayAsTheyAre(String text) {
		DefaultMasking.assertLeaves(text);
	}

}
