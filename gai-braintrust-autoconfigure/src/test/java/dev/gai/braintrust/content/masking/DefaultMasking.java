package dev.gai.braintrust.content.masking;

import java.util.EnumSet;

import dev.gai.braintrust.content.bytes.TextBytes;

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

	static String mask(BuiltInSecrets secrets, String text, NameMeaning meaning) {
		return secrets.mask(text, meaning, new SecretSearch(new TextBytes()));
	}

}
