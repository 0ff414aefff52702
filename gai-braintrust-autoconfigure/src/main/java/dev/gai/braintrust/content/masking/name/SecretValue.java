package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;

/**
 * Tells a value from a word that only stands where a value could: what a settings file
 * says, from what a sentence, a type or a piece of code does.
 */
public final class SecretValue {

	private static final Set<String> NO_VALUES = Set.of("null", "none", "nil", "true", "false", "yes", "no",
			"undefined", "required", "optional", "string", "str", "text", "number", "integer", "int", "boolean", "bool",
			"object", "array", "any", "unknown", "bytes", "varchar", "char", "missing", "invalid", "wrong", "incorrect",
			"expired", "unset", "default", "hidden", "redacted", "masked", "removed", "provided", "password", "secret",
			"token", "key", "list", "map", "dict", "is", "are", "was", "must", "should", "the", "a", "an", "if", "for",
			"to", "new", "self", "this", "inherit", "write", "read", "optional[str]", "string?", "str?", "pass",
			"passed", "~", "fail", "failed", "ok", "from", "include", "omit", "same-origin", "enabled", "disabled");

	/** Code that comes by the value: a call, a property, a variable. */
	private static final Pattern CODE = Pattern.compile(
			"\\$(?:[A-Za-z_]++(?:@.*+)?|[{(].*+)|%[A-Za-z_]++%?|@[A-Za-z_]++@|[A-Za-z_]\\w*+\\(.*+|[A-Za-z_]++(?:\\.[A-Za-z_]++)++(?:!|[(\\[].*+)?|[?:$%]\\w{0,1}|[A-Za-z_]++\\[[A-Za-z_.,|\\[\\]]*+");

	private static final Pattern MASKED = Pattern.compile("(?i)(?:[a-z0-9-]{1,24} )?\\[masked(?::[a-z-]{1,30})?\\]?");

	/** What a reader is told to put there. */
	private static final Pattern PLACEHOLDER = Pattern
		.compile("(?i)(?:your|insert|enter|replace|paste|put)[-_ .].{0,60}|.{0,60}[-_ ](?:goes[-_ ])?here|<[^<>]{1,60}>"
				+ "|\\$\\{[^}]{1,80}}|\\{\\{.{1,100}}}|#\\{.{1,80}}|\\$\\(.{1,80}\\)|(?-i:\\$[A-Z]{2,30}(?:_[A-Z0-9]{1,30}){0,5}|[A-Z]{2,30}(?:[-_][A-Z]{2,30}){0,3}[-_](?:TOKEN|KEY|SECRET|PASSWORD|ID))|%\\([a-z_]{1,40}\\)s|([*x.\u2022])\\1{2,}+"
				+ "|[a-z0-9_-]{0,8}\\*{4,}[a-z0-9]{0,4}|[a-z]{1,4}-");

	private static final Set<String> PLACEHOLDERS = Set.of("password", "passwd", "secret", "token", "apikey", "key",
			"string", "varchar", "placeholder", "redacted", "masked", "yourpassword", "yourapikey", "yoursecret",
			"yourtoken", "authorization", "bearer", "autogenerate,isolateapps", "include", "omit", "sameorigin",
			"secretkey", "accesskey");

	/** Of a cookie. */
	private static final Set<String> ATTRIBUTES = Set.of("path", "domain", "expires", "max-age", "samesite");

	/** Cookies that say how a page is shown. */
	private static final Set<String> PLAIN_COOKIES = Set.of("lang", "language", "locale", "hl", "i18n", "theme",
			"dark_mode", "darkmode", "color_scheme", "tz", "timezone", "currency", "country", "region", "consent",
			"cookie_consent", "cookieconsent", "layout", "view", "font", "font_size");

	private static final int LONGEST_PLAIN = 16;

	private static final int SHORT = 64;

	private static final int LONG = 20;

	/** By signs between their words. */
	private static final int NAMES_DIFFER = 6;

	private SecretValue() {
	}

	/**
	 * Whether a value without quotes is none.
	 * @param value what stands there, not empty
	 * @return whether it is none
	 */
	public static boolean isNone(String value) {
		if (beginsLikeNone(value.charAt(0))) {
			return true;
		}
		if (value.length() > SHORT) {
			return false;
		}
		return NO_VALUES.contains(value.toLowerCase(Locale.ROOT))
				|| (mayBeCode(value) && CODE.matcher(value).matches());
	}

	/**
	 * Whether anything is there that code has: most values are words.
	 */
	private static boolean mayBeCode(String value) {
		return "$%@?:".indexOf(value.charAt(0)) >= 0 || value.indexOf('(') > 0 || value.indexOf('.') > 0
				|| value.indexOf('[') > 0;
	}

	/**
	 * Whether a character begins what is filled in elsewhere.
	 * @param first the character
	 * @return whether it does
	 */
	public static boolean beginsLikeNone(char first) {
		return first == '(' || first == '{' || first == '*' || first == '<';
	}

	/**
	 * Whether a value only holds the place of one: {@code YOUR_API_KEY},
	 * {@code <password>}, {@code ********}, a word for a password.
	 * @param value what stands there
	 * @return whether it does
	 */
	public static boolean isPlaceholder(String value) {
		if (value.length() > SHORT || value.length() < 3) {
			return false;
		}
		return (mayBeToldToFill(value) && PLACEHOLDER.matcher(value).matches())
				|| PLACEHOLDERS.contains(lettersOf(value));
	}

	/**
	 * Whether a value begins or ends as what a reader is told to fill in: most do not.
	 */
	private static boolean mayBeToldToFill(String value) {
		int last = value.length() - 1;
		return "<${%*xX.\u2022#".indexOf(value.charAt(0)) >= 0 || isToldToFill(value) || isEndOfCapitals(value)
				|| value.regionMatches(true, last - 3, "here", 0, 4) || value.charAt(last) == '-'
				|| value.contains("****");
	}

	private static boolean isToldToFill(String value) {
		return switch (value.charAt(0) | 0x20) {
			case 'y' -> value.regionMatches(true, 0, "your", 0, 4);
			case 'i' -> value.regionMatches(true, 0, "insert", 0, 6);
			case 'e' -> value.regionMatches(true, 0, "enter", 0, 5);
			case 'r' -> value.regionMatches(true, 0, "replace", 0, 7);
			case 'p' -> value.regionMatches(true, 0, "pa", 0, 2) || value.regionMatches(true, 0, "put", 0, 3);
			default -> false;
		};
	}

	/**
	 * Whether it begins with capitals and ends as {@code TOKEN}, {@code KEY} or the like.
	 */
	private static boolean isEndOfCapitals(String value) {
		return isCapital(value.charAt(0)) && isCapital(value.charAt(1))
				&& "NYTD".indexOf(value.charAt(value.length() - 1)) >= 0;
	}

	private static boolean isCapital(char c) {
		return c >= 'A' && c <= 'Z';
	}

	/**
	 * Whether cookies are only shown as they are written, or say nothing but how a page
	 * is shown: {@code session=<id>; name=value}, {@code lang=de}.
	 * @param cookies what stands behind the name of the header
	 * @return whether they are
	 */
	public static boolean areExamples(String cookies) {
		boolean any = false;
		for (String cookie : cookies.split(";")) {
			int sign = cookie.indexOf('=');
			String value = cookie.substring(sign + 1).strip();
			boolean example = value.startsWith("<") || value.startsWith("{") || value.startsWith("value")
					|| isPlaceholder(value);
			String name = cookie.substring(0, Math.max(0, sign)).strip().toLowerCase(Locale.ROOT);
			example |= value.length() <= LONGEST_PLAIN && PLAIN_COOKIES.contains(name);
			if (sign > 0 && !example && !ATTRIBUTES.contains(name)) {
				return false;
			}
			any |= example;
		}
		return any;
	}

	/**
	 * Whether it is what stands between two values, so that its quotes are the end of one
	 * and the beginning of another.
	 * @param value what stands in quotes
	 * @return whether it is
	 */
	public static boolean isBetween(String value) {
		int i = 0;
		while (i < value.length() && ",:;()[]{} \t\n".indexOf(value.charAt(i)) >= 0) {
			i++;
		}
		return i == value.length();
	}

	/**
	 * Whether a value repeats its name: {@code CLIENT_SECRET = "client_secret"}.
	 * @param value what stands there
	 * @param name the name
	 * @return whether it does
	 */
	public static boolean isItsName(String value, String name) {
		return value.length() <= SHORT && Math.abs(value.length() - name.length()) < NAMES_DIFFER
				&& lettersOf(value).equals(lettersOf(name));
	}

	private static String lettersOf(String value) {
		StringBuilder letters = new StringBuilder(value.length());
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c != '_' && c != '-' && c != ' ') {
				letters.append(c);
			}
		}
		return letters.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether another finder has said more about it.
	 * @param text the text
	 * @param start where the value begins
	 * @param end behind the value
	 * @return whether it has
	 */
	public static boolean isMasked(CharSequence text, int start, int end) {
		return end - start <= SHORT && MASKED.matcher(text.subSequence(start, end)).matches();
	}

	/**
	 * Whether a text is no word.
	 * @param value the text
	 * @return whether it is none
	 */
	public static boolean looksLikeOne(String value) {
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
	 * @param value the text
	 * @return whether it may be
	 */
	public static boolean mayBeOne(String value) {
		return value.length() >= 4 && value.chars().noneMatch((c) -> c <= ' ')
				&& !NO_VALUES.contains(value.toLowerCase(Locale.ROOT)) && !value.equals("[masked]");
	}

	/**
	 * Whether a text is long and has digits, as signatures and codes have.
	 * @param value the text
	 * @return whether it is
	 */
	public static boolean isRandom(String value) {
		return value.length() >= LONG && value.chars().anyMatch((c) -> c >= '0' && c <= '9');
	}

}
