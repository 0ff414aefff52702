package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;

/**
 * Tells a value from a word that only stands where a value could: what a settings file
 * says, from what a sentence, a type or a piece of code does.
 */
final class SecretValue {

	private static final Set<String> NO_VALUES = Set.of("null", "none", "nil", "true", "false", "yes", "no",
			"undefined", "required", "optional", "string", "str", "text", "number", "integer", "int", "boolean", "bool",
			"object", "array", "any", "unknown", "bytes", "varchar", "char", "missing", "invalid", "wrong", "incorrect",
			"expired", "unset", "default", "hidden", "redacted", "masked", "removed", "provided", "password", "secret",
			"token", "key", "list", "map", "dict", "is", "are", "was", "must", "should", "the", "a", "an", "if", "for",
			"to", "new", "self", "this", "optional[str]", "string?", "str?", "pass", "passed", "fail", "failed", "ok");

	/** Code that comes by the value: a call, a property, a variable. */
	private static final Pattern CODE = Pattern.compile(
			"\\$(?:[A-Za-z_]++|[{(].*+)|%[A-Za-z_]++%?|@[A-Za-z_]++@|[A-Za-z_]++\\(.*+|[A-Za-z_]++(?:\\.[A-Za-z_]++)++(?:[(\\[].*+)?|[?:$%]\\w{0,1}");

	private static final Pattern MASKED = Pattern.compile("(?i)(?:[a-z0-9-]{1,24} )?\\[masked(?::[a-z-]{1,30})?\\]?");

	private static final int SHORT = 64;

	private static final int LONG = 20;

	private SecretValue() {
	}

	/**
	 * Whether a value without quotes is none.
	 */
	static boolean isNone(String value) {
		if (beginsLikeNone(value.charAt(0))) {
			return true;
		}
		if (value.length() > SHORT) {
			return false;
		}
		return NO_VALUES.contains(value.toLowerCase(Locale.ROOT)) || CODE.matcher(value).matches();
	}

	/**
	 * Whether a character begins what is filled in elsewhere.
	 */
	static boolean beginsLikeNone(char first) {
		return first == '{' || first == '*' || first == '<';
	}

	/**
	 * Whether another finder has said more about it.
	 */
	static boolean isMasked(CharSequence text, int start, int end) {
		return end - start <= SHORT && MASKED.matcher(text.subSequence(start, end)).matches();
	}

	/**
	 * Whether a text is no word.
	 */
	static boolean looksLikeOne(String value) {
		boolean small = false;
		boolean capital = false;
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (!Ascii.isLetterOrDigit(c) || Ascii.isDigit(c)) {
				return true;
			}
			small |= c >= 'a';
			capital |= i > 0 && c < 'a';
		}
		return (small && capital) || value.length() >= LONG;
	}

	/**
	 * Whether a text may be a password: a single word, and not one that says how things
	 * are.
	 */
	static boolean mayBeOne(String value) {
		return value.length() >= 4 && value.chars().noneMatch((c) -> c <= ' ')
				&& !NO_VALUES.contains(value.toLowerCase(Locale.ROOT)) && !value.equals("[masked]");
	}

	/**
	 * Whether a text is long and has digits, as signatures and codes have.
	 */
	static boolean isRandom(String value) {
		return value.length() >= LONG && value.chars().anyMatch((c) -> c >= '0' && c <= '9');
	}

}
