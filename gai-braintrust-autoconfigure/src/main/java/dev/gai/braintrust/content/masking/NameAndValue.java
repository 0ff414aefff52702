package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * A name that is itself a value: {@code {"name":"DB_PASSWORD","value":"…"}},
 * {@code <property name="password" value="…"/>}.
 */
final class NameAndValue {

	private static final int MAX_GAP = 40;

	private static final int LONGEST_VALUE = 1024;

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

	/**
	 * Whether the name behind {@code "value":"…"} is one of a secret.
	 */
	static boolean isSecretBehind(CharSequence text, NameInText value) {
		int slashes = value.backslashes();
		int open = Characters.skipSpaces(text, value.end() + slashes + 2) + slashes;
		if (!value.isQuoted() || Characters.at(text, open) != value.quote()) {
			return false;
		}
		int end = open + 1;
		while (end - open < LONGEST_VALUE && end < text.length() && text.charAt(end) != value.quote()) {
			end++;
		}
		int comma = Characters.skipSpaces(text, end + 1);
		int name = Characters.skipSpaces(text, comma + 1) + slashes + 1;
		boolean named = Characters.startsWith(text, name, "name") || Characters.startsWith(text, name, "key");
		if (Characters.at(text, comma) != ',' || !named) {
			return false;
		}
		int colon = name + (Characters.startsWith(text, name, "key") ? 3 : 4) + slashes + 1;
		int start = Characters.skipSpaces(text, colon + 1) + slashes + 1;
		int nameEnd = start;
		while (nameEnd - start < MAX_GAP && Characters.isNamePart(Characters.at(text, nameEnd))) {
			nameEnd++;
		}
		return Characters.at(text, colon) == ':' && nameEnd > start
				&& SecretNames.of(text.subSequence(start, nameEnd)) == SecretName.ALWAYS;
	}

	private static boolean isBetween(char c) {
		return Characters.isSpace(c) || Characters.isQuote(c) || c == '\\' || c == ',' || c == ';';
	}

}
