package dev.gai.braintrust.content.masking;

import java.util.EnumSet;

/**
 * What is masked when nothing is configured.
 */
final class DefaultMasking {

	private static final BuiltInSecrets DEFAULT = new BuiltInSecrets(EnumSet.of(MaskedKind.SECRETS, MaskedKind.CARDS));

	private DefaultMasking() {
	}

	static String mask(String text) {
		return DEFAULT.mask(text, NameMeaning.NONE);
	}

}
