package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * A name that is itself a value: {@code {"name":"DB_PASSWORD","value":"…"}},
 * {@code <property name="password" value="…"/>}.
 */
final class NameAndValue {

	private static final int MAX_GAP = 40;

	private NameAndValue() {
	}

	/**
	 * Whether the name before {@code value} is one of a secret.
	 */
	static boolean isSecret(CharSequence text, NameInText value) {
		int end = value.start();
		while (value.start() - end < MAX_GAP && isBetween(Characters.at(text, end - 1))) {
			end--;
		}
		int start = end;
		while (end - start < MAX_GAP && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		if (start == end || start < 4) {
			return false;
		}
		String before = text.subSequence(Math.max(0, start - 16), start).toString();
		return (before.contains("name") || before.contains("key") || before.contains("Name") || before.contains("Key"))
				&& SecretNames.of(text.subSequence(start, end)) == SecretName.ALWAYS;
	}

	private static boolean isBetween(char c) {
		return Characters.isSpace(c) || Characters.isQuote(c) || c == '\\' || c == ',' || c == ';';
	}

}
