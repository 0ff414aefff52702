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

	private static final int FAR = 40;

	private static final int SHORTEST = 40;

	private static final int LONGEST = 256;

	/** Between a name and its value. */
	private static final String BETWEEN = " \t\r\n\\\"'`,:=()";

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

	/**
	 * Looks at a setting that is called after the host of an account:
	 * {@code fs.azure.account.key.acme.dfs.core.windows.net=…}.
	 * @param text the text
	 * @param key where {@code key} begins
	 * @param end behind the name
	 * @param findings told of what is found
	 */
	static void named(String text, int key, int end, SecretFinder.Findings findings) {
		if (!text.startsWith("account.key.", key - 8)) {
			return;
		}
		int start = end;
		if (text.startsWith("</name>", end)) {
			int value = text.substring(end, Math.min(text.length(), end + FAR)).indexOf("<value>");
			start = (value < 0) ? end : end + value + "<value>".length();
		}
		while (start - end < FAR && Characters.at(text, start) != '\0' && BETWEEN.indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		int last = start;
		while (last - start < LONGEST && (isBase64(Characters.at(text, last)) || Characters.at(text, last) == '=')) {
			last++;
		}
		if (last - start >= SHORTEST) {
			findings.replace(start, last, SecretNames.REPLACEMENT);
		}
	}

	private static boolean isBase64(char c) {
		return Ascii.isLetterOrDigit(c) || c == '+' || c == '/';
	}

}
