package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Commands of Windows that take a password: {@code schtasks /RP secret},
 * {@code net use Z: \\server\share /user:joe secret}.
 */
public final class WindowsCommands {

	private static final int LONGEST = 200;

	private static final int MOST_WORDS = 8;

	/** Five groups of five. */
	private static final int PRODUCT_KEY = 29;

	private WindowsCommands() {
	}

	/**
	 * Looks at an option of {@code schtasks}: {@code /RP secret}.
	 * @param text the text
	 * @param index where the second letter of the option stands
	 * @param findings told of what is found
	 */
	public static void task(String text, int index, SecretFinder.Findings findings) {
		if (Characters.at(text, index - 2) == '/' && Characters.at(text, index + 1) == ' '
				&& Near.last(text, "schtasks", index) >= 0) {
			Arguments.next(text, index + 1, findings);
		}
	}

	/**
	 * Looks at {@code slmgr /ipk} and the key of a product.
	 * @param text the text
	 * @param blank where the blank behind the option stands
	 * @param findings told of what is found
	 */
	static void product(String text, int blank, SecretFinder.Findings findings) {
		Word key = (Near.last(text, "slmgr", blank) >= 0) ? Word.at(text, blank) : null;
		if (key != null && key.length() == PRODUCT_KEY && key.value().indexOf('-') > 0) {
			key.mask(findings);
		}
	}

	/**
	 * Looks at the file of a certificate: {@code signtool sign /f shop.pfx /p secret}.
	 * @param text the text
	 * @param last the last letter of its name
	 * @param findings told of what is found
	 */
	static void certificate(String text, int last, SecretFinder.Findings findings) {
		if (Near.last(text, "sign", last) < 0) {
			return;
		}
		int next = Near.next(text, " /p ", last);
		int option = (next >= 0) ? next : Near.last(text, " /p ", last);
		if (option >= 0 && text.substring(Math.min(option, last), Math.max(option, last)).indexOf('\n') < 0) {
			Arguments.next(text, option + 4, findings);
		}
	}

	/**
	 * Looks at {@code /user:} in {@code net use}, which has a password before or behind.
	 * @param text the text
	 * @param colon where the colon stands
	 * @param findings told of what is found
	 */
	public static void share(String text, int colon, SecretFinder.Findings findings) {
		int from = Characters.startsWith(text, colon - 5, "/user") ? Near.last(text, "net use ", colon) : -1;
		if (from < 0) {
			return;
		}
		int i = from + 8;
		for (int words = 0; words < MOST_WORDS && i < text.length() && text.charAt(i) >= ' '; words++) {
			int start = Characters.skipBlanks(text, i);
			int end = start;
			while (end - start < LONGEST && Characters.at(text, end) > ' ' && !Characters.isQuote(text.charAt(end))) {
				end++;
			}
			String word = text.substring(start, end);
			boolean place = word.isEmpty() || word.charAt(0) == '/' || word.charAt(0) == '\\' || word.equals("*")
					|| word.endsWith(":");
			if (!place && new Word(text, start, end, true).isValue()) {
				findings.replace(start, end, SecretNames.REPLACEMENT);
			}
			if (Characters.isQuote(Characters.at(text, end))) {
				return;
			}
			i = Math.max(end, i + 1);
		}
	}

	/**
	 * Looks at {@code rasdial entry joe secret}.
	 * @param text the text
	 * @param index where its i stands
	 * @param findings told of what is found
	 */
	public static void dial(String text, int index, SecretFinder.Findings findings) {
		int start = index - "rasd".length();
		Word entry = text.startsWith("rasdial ", start) ? Word.at(text, start + "rasdial ".length()) : null;
		Word user = (entry != null && !entry.value().startsWith("/")) ? entry.following() : null;
		Word secret = (user != null && !user.value().startsWith("/")) ? user.following() : null;
		if (secret != null && (secret.isLast() || secret.isTelling()) && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at a name in {@code reg add … /v DefaultPassword /t REG_SZ /d secret}.
	 */
	static void registry(String text, int from, SecretFinder.Findings findings) {
		int data = Near.next(text, " /d ", from);
		if (data >= 0) {
			Arguments.next(text, data + 4, findings);
		}
	}

}
