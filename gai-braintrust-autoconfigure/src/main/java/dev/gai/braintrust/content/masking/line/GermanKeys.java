package dev.gai.braintrust.content.masking.line;

import java.util.Locale;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Keys that a sentence in German tells: "Der API-Schl\u00fcssel lautet \u2026", "der
 * Schl\u00fcssel f\u00fcr die API: \u2026".
 */
public final class GermanKeys {

	private static final String[] WORDS = { "chl\u00fcssel", "chluessel" };

	private static final String[] LINKS = { " lautet ", " lautet: ", " ist ", " ist: ", ": " };

	private static final int SHORTEST = 16;

	private static final int SHORTEST_PASSWORD = 8;

	private static final int NEAR = 24;

	private GermanKeys() {
	}

	/**
	 * Looks at a word with {@code ss} in it.
	 * @param text the text
	 * @param index where its second s stands
	 * @param findings told of what is found
	 */
	public static void find(String text, int index, SecretFinder.Findings findings) {
		if (Characters.at(text, index + 1) != 'e' || Characters.at(text, index + 2) != 'l') {
			return;
		}
		int end = index + 3;
		if (!text.startsWith(WORDS[0], end - WORDS[0].length())
				&& !text.startsWith(WORDS[1], end - WORDS[1].length())) {
			return;
		}
		int line = Rows.end(text, end);
		for (String link : LINKS) {
			int at = Near.next(text, link, end);
			if (at >= 0 && at < line && at - end <= NEAR && isOfApi(text, index, at)) {
				value(text, at + link.length(), findings);
				return;
			}
		}
	}

	private static boolean isOfApi(String text, int index, int to) {
		String around = text.substring(Math.max(0, index - NEAR), to).toLowerCase(Locale.ROOT);
		return around.contains("api") || isOfNetwork(around) || around.contains("zugangs")
				|| around.contains("zugriffs") || around.contains("geheim");
	}

	private static boolean isOfNetwork(String around) {
		return around.contains("wlan-s") || around.contains("wlan s") || around.contains("wifi");
	}

	private static void value(String text, int from, SecretFinder.Findings findings) {
		Word word = Word.at(text, from);
		if (word == null) {
			return;
		}
		int end = word.end();
		while (end > word.start() && ".!?".indexOf(text.charAt(end - 1)) >= 0) {
			end--;
		}
		if ((end - word.start() >= SHORTEST || (end - word.start() >= SHORTEST_PASSWORD && word.isMixed()))
				&& word.hasLettersAndDigits() && word.isValue()) {
			findings.replace(word.start(), end, SecretNames.REPLACEMENT);
		}
	}

}
