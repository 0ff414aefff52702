package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Settings of an agent that watches a device: {@code rocommunity secret},
 * {@code com2sec name default secret}.
 */
public final class AgentLines {

	private AgentLines() {
	}

	/**
	 * Looks at {@code rocommunity}.
	 * @param text the text
	 * @param index where its u stands
	 * @param findings told of what is found
	 */
	public static void community(String text, int index, SecretFinder.Findings findings) {
		int start = index - "rocomm".length();
		if (!text.startsWith("rocommunity", start) && !text.startsWith("rwcommunity", start)) {
			return;
		}
		Word value = Word.at(text, behindName(text, start + "rocommunity".length()));
		if (value != null && isFirst(text, start) && value.isValue() && (value.isLast() || isBeforeSource(value))) {
			value.mask(findings);
		}
	}

	/**
	 * Looks at {@code com2sec}.
	 * @param text the text
	 * @param index where its s stands
	 * @param findings told of what is found
	 */
	static void source(String text, int index, SecretFinder.Findings findings) {
		int start = index - "com2".length();
		Word word = text.startsWith("com2sec", start) && isFirst(text, start)
				? Word.at(text, behindName(text, start + "com2sec".length())) : null;
		for (int i = 0; i < 2 && word != null; i++) {
			word = word.following();
		}
		if (word != null && word.isLast() && word.isValue()) {
			word.mask(findings);
		}
	}

	private static int behindName(String text, int end) {
		return (Characters.at(text, end) == '6') ? end + 1 : end;
	}

	private static boolean isFirst(String text, int start) {
		int before = Characters.skipBlanksBack(text, start - 1);
		return before < 0 || Word.isLineEnd(text, before) || Characters.isEscape(text, before - 1)
				|| (Characters.at(text, before) == ':' && before < start - 1);
	}

	/**
	 * Whether the name or the address of who may ask follows.
	 */
	private static boolean isBeforeSource(Word value) {
		Word source = value.following();
		return source != null && (source.value().equals("default") || source.value().equals("localhost")
				|| source.value().chars().anyMatch((c) -> Ascii.isDigit((char) c)));
	}

}
