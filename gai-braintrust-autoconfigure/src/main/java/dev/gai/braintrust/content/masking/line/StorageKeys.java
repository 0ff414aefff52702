package dev.gai.braintrust.content.masking.line;

import java.util.Locale;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Keys of storage accounts, which look like any 64 bytes in Base64: they are one where
 * such an account is spoken of.
 */
public final class StorageKeys {

	/** Without the two signs at its end. */
	private static final int LENGTH = 86;

	private static final int NEAR = 200;

	private static final String[] WORDS = { "accountkey", "account key", "storage", "accountname", "core.windows.net" };

	private StorageKeys() {
	}

	/**
	 * Looks at the second of two equals signs.
	 * @param text the text
	 * @param sign where it stands
	 * @param findings told of what is found
	 */
	public static void find(String text, int sign, SecretFinder.Findings findings) {
		int end = sign - 1;
		int start = end;
		while (end - start <= LENGTH && isBase64(Characters.at(text, start - 1))) {
			start--;
		}
		char before = Characters.at(text, start - 1);
		char after = Characters.at(text, sign + 1);
		if (end - start != LENGTH || before == '-' || before == '_' || after == '=' || isBase64(after)) {
			return;
		}
		String near = text.substring(Math.max(0, start - NEAR), start).toLowerCase(Locale.ROOT);
		for (String word : WORDS) {
			if (near.contains(word)) {
				findings.replace(start, sign + 1, SecretNames.REPLACEMENT);
				return;
			}
		}
	}

	private static boolean isBase64(char c) {
		return Ascii.isLetterOrDigit(c) || c == '+' || c == '/';
	}

}
