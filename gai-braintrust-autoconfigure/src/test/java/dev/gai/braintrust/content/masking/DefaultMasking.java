package dev.gai.braintrust.content.masking;

import java.util.EnumSet;

import dev.gai.braintrust.content.bytes.TextBytes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is masked when nothing is configured.
 */
final class DefaultMasking {

	private static final BuiltInSecrets DEFAULT = new BuiltInSecrets(EnumSet.of(MaskedKind.SECRETS, MaskedKind.CARDS));

	private DefaultMasking() {
	}

	static String mask(String text) {
		return mask(DEFAULT, text, NameMeaning.NONE);
	}

	/**
	 * By itself and among other lines, which stay.
	 */
	static void assertHides(String secret, String text) {
		assertThat(mask(text)).doesNotContain(secret).contains("[masked:secret]");
		assertThat(mask("He wrote:\n" + text + "\nand left")).doesNotContain(secret)
			.startsWith("He wrote:\n")
			.endsWith("\nand left");
	}

	/**
	 * By itself and among other lines.
	 */
	static void assertLeaves(String text) {
		assertThat(mask(text)).isEqualTo(text);
		assertThat(mask("He wrote:\n" + text + "\nand left")).isEqualTo("He wrote:\n" + text + "\nand left");
	}

	static String mask(BuiltInSecrets secrets, String text, NameMeaning meaning) {
		return secrets.mask(text, meaning, new SecretSearch(new TextBytes()));
	}

}
