package dev.gai.braintrust.content.masking.name;

import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * Keys of services that nobody has listed, in variables of the environment:
 * {@code ACME_KEY=…}. A key of another kind is shorter, or no key of a service.
 */
public final class VendorKeys {

	private static final String KEY = "_KEY";

	private static final String ALONE = "key";

	private static final int SHORTEST = 20;

	private static final int LONG = 32;

	private static final int LONGEST = 512;

	private static final int FEWEST_DIGITS = 2;

	/** Whose key may be seen, or is none. */
	private static final Set<String> OTHERS = Set.of("PUBLIC", "PUB", "PUBLISHABLE", "SITE", "ANON", "CACHE", "PRIMARY",
			"FOREIGN", "SORT", "PARTITION", "OBJECT", "HOST", "IDEMPOTENCY", "HASH", "ROW", "INDEX", "GROUP", "LOOKUP",
			"ROUTING", "MAP", "DEDUPLICATION", "MESSAGE", "EVENT", "RECORD", "ISSUE", "PROJECT", "STORAGE_OBJECT",
			"FILE", "BLOB", "VAPID_PUBLIC");

	private VendorKeys() {
	}

	/**
	 * Whether a name and what stands behind its equals sign are one.
	 * @param text the text
	 * @param name the name
	 * @param from behind the sign
	 * @return whether they are
	 */
	public static boolean isOne(CharSequence text, NameInText name, int from) {
		if (name.isQuoted()) {
			return false;
		}
		if (Characters.at(text, name.end() - 1) != 'Y') {
			return name.end() - name.start() == ALONE.length() && Characters.startsWith(text, name.start(), ALONE)
					&& isLong(text, Characters.skipBlanks(text, from));
		}
		String plain = name.in(text);
		String before = plain.endsWith(KEY) ? plain.substring(0, plain.length() - KEY.length()) : "";
		if (before.isEmpty()
				|| before.chars().anyMatch((c) -> c != '_' && !Ascii.isDigit((char) c) && (c < 'A' || c > 'Z'))
				|| OTHERS.contains(before.substring(before.lastIndexOf('_') + 1))) {
			return false;
		}
		return isKey(text, from);
	}

	/**
	 * Whether what is only called a key can be nothing else.
	 */
	private static boolean isLong(CharSequence text, int start) {
		int end = start;
		int kinds = 0;
		while (end - start < LONGEST && Ascii.isLetterOrDigit(Characters.at(text, end))) {
			char c = text.charAt(end);
			kinds |= Ascii.isDigit(c) ? 1 : (c >= 'a') ? 2 : 4;
			end++;
		}
		char after = Characters.at(text, end);
		return end - start >= LONG && kinds == 7
				&& (after <= ' ' || after == '.' || after == ',' || after == '\\' || Characters.isQuote(after));
	}

	private static boolean isKey(CharSequence text, int from) {
		int start = from + (Characters.isQuote(Characters.at(text, from)) ? 1 : 0);
		int digits = 0;
		int end = start;
		while (end - start < LONGEST && (Ascii.isLetterOrDigit(Characters.at(text, end))
				|| "-_+/=".indexOf(Characters.at(text, end)) >= 0)) {
			digits += Ascii.isDigit(text.charAt(end)) ? 1 : 0;
			end++;
		}
		char first = Characters.at(text, start);
		char after = Characters.at(text, end);
		return end - start >= SHORTEST && digits >= FEWEST_DIGITS && Ascii.isLetterOrDigit(first)
				&& Characters.areMixed(text, start, end) && after != '.' && after != ':';
	}

}
