package dev.gai.braintrust.content.masking;

import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.QuotedText;

/**
 * The private members of a JSON Web Key, whose names are short and tell only beside
 * {@code kty}.
 *
 * @since 0.1.0
 */
public final class JsonWebKeys {

	private static final String TYPE = "kty";

	private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

	/** No key is longer. */
	private static final int LONGEST = 16_384;

	/** Behind the last object that was looked at. */
	private int end;

	/**
	 * Whether an entry is the private part of a key.
	 * @param map the map
	 * @param key the key of the entry
	 * @return whether its value is secret
	 */
	public static boolean isPrivate(Map<?, ?> map, String key) {
		return PRIVATE.contains(key) && map.containsKey(TYPE);
	}

	/**
	 * Begin with another text.
	 */
	void begin() {
		this.end = 0;
	}

	static boolean isType(CharSequence text, NameInText name) {
		return name.isQuoted() && name.end() - name.start() == TYPE.length()
				&& Characters.startsWith(text, name.start(), TYPE);
	}

	/**
	 * Find the private members of the object that a name stands in.
	 * @param values told of each
	 */
	void find(CharSequence text, NameInText type, NamedValues values) {
		if (type.start() < this.end) {
			return;
		}
		int open = openingBrace(text, type.start());
		this.end = type.end();
		if (open < 0) {
			return;
		}
		int limit = Math.min(text.length(), open + LONGEST);
		int depth = 1;
		int i = open + 1;
		while (i < limit && depth > 0) {
			char c = text.charAt(i);
			if (c == type.quote()) {
				i = member(text, i, type, values);
				continue;
			}
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			i++;
		}
		this.end = Math.max(this.end, i);
	}

	/**
	 * Look at a name or a text in quotes.
	 * @return where to go on
	 */
	private static int member(CharSequence text, int quote, NameInText type, NamedValues values) {
		int end = QuotedText.end(text, quote + 1, type.quote(), type.backslashes(), false);
		int colon = Characters.skipSpaces(text, end + type.backslashes() + 1);
		if (Characters.at(text, colon) == ':' && PRIVATE.contains(text.subSequence(quote + 1, end).toString())) {
			NameInText name = new NameInText(quote + 1, end, type.quote(), type.backslashes());
			int value = values.find(name, SecretName.ALWAYS, colon + 1, ':');
			return (value < 0) ? colon : afterQuote(text, value, type);
		}
		return end + type.backslashes() + 1;
	}

	private static int afterQuote(CharSequence text, int end, NameInText type) {
		boolean quoted = Characters.at(text, end + type.backslashes()) == type.quote();
		return quoted ? end + type.backslashes() + 1 : end;
	}

	/**
	 * The beginning of the object, not before the last one.
	 */
	private int openingBrace(CharSequence text, int from) {
		int first = Math.max(this.end, from - LONGEST);
		int depth = 0;
		for (int i = from - 1; i >= first; i--) {
			char c = text.charAt(i);
			if (c == '{' && --depth < 0) {
				return i;
			}
			depth += (c == '}') ? 1 : 0;
		}
		return -1;
	}

}
