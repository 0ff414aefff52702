package dev.gai.braintrust.content.masking;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Random;

import dev.gai.braintrust.content.bytes.TextBytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretSearch}.
 */
@Tag("thorough")
class SecretSearchTests {

	private static final String[] PIECES = { "sk-proj-abcdefgh12345678ABCD", "AKIAIOSFODNN7EXAMPLE", "4111111111111111",
			"4111 1111 1111 1111", "joe@example.org", "password=hunter22", "\"password\":\"s3cr3t!x\"",
			"\\\"api_key\\\":\\\"abc\\\\\\\"def\\\"", "Authorization: Bearer abcdefghijklmnop123456",
			"https://user:secret@host/path?token=abcd1234efgh&x=1",
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcDEF123456",
			"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----", "--password geheim",
			"-u me:mine", "header(\"X-Api-Key\", \"abc123\")", "日本語のテキスト", "Ünïcödé", "\uD83D\uDE00", "\uD83D", "\n",
			"\"", "\\", "<password>abc</password>", "%20", "\\u003d", ":", "=", "the quick brown fox jumps ", "token" };

	private final BuiltInSecrets secrets = new BuiltInSecrets(EnumSet.allOf(MaskedKind.class));

	@Test
	void findsTheSameAfterOthersAsInATextOfItsOwn() {
		SecretSearch used = new SecretSearch(new TextBytes());
		Random random = new Random(11);
		int masked = 0;
		for (int round = 0; round < 2_500; round++) {
			String text = text(random);
			String found = this.secrets.mask(text, NameMeaning.NONE, used);
			assertThat(found).isEqualTo(DefaultMasking.mask(this.secrets, text, NameMeaning.NONE));
			masked += found.equals(text) ? 0 : 1;
		}
		assertThat(masked).isBetween(825, 2_425);
	}

	@Test
	void aTextWithoutASecretIsGivenBackAsItIs() {
		SecretSearch used = new SecretSearch(new TextBytes());
		String text = "The quick brown fox jumps over the lazy dog. ".repeat(500);
		this.secrets.mask("password=hunter22", NameMeaning.NONE, used);
		assertThat(this.secrets.mask(text, NameMeaning.NONE, used)).isSameAs(text);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int pieces = 1 + random.nextInt(8); pieces > 0; pieces--) {
			String piece = PIECES[random.nextInt(PIECES.length)];
			text.append((random.nextInt(6) == 0) ? piece.toUpperCase(Locale.ROOT) : piece);
			text.append(" ".repeat(random.nextInt(2)));
			for (int i = random.nextInt(12); i > 0; i--) {
				text.append((char) (' ' + random.nextInt((random.nextInt(9) == 0) ? 0x200 : 95)));
			}
		}
		return text.toString();
	}

}
