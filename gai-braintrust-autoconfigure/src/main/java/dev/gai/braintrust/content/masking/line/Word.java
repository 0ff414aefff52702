package dev.gai.braintrust.content.masking.line;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * A word of a line, or what stands in quotes there.
 *
 * @param text the text it is in
 * @param start its first character
 * @param end behind its last character
 * @param quoted whether quotes are around it
 */
record Word(String text, int start, int end, boolean quoted) {

	private static final int LONGEST = 256;

	private static final int LONG = 32;

	/** Said of a kind of key, and no key. */
	private static final Pattern KIND = Pattern.compile(
			"(?i)(?:sha|md|aes|base|utf|rsa|bcrypt|argon|pbkdf|iso|rot|ntlm|v|rfc|ed|x|p|hs|rs|es)-?\\d{1,5}.{0,3}");

	private static final Pattern ATTRIBUTE = Pattern.compile("[a-z-]{1,40}=");

	/** Of a way to encrypt or encode, or a version. */
	private static final Pattern NAME = Pattern
		.compile("(?i)sha-?\\d|md5|aes|rsa|base\\d|utf|pbkdf|hash|encod|oauth|v\\d|\\d[.)]|2fa|jdk|java");

	/**
	 * The next word of a line.
	 * @return {@code null} when the line ends
	 */
	static @Nullable Word at(String text, int from) {
		int start = Characters.skipBlanks(text, from);
		int backslashes = Characters.countBackslashes(text, start);
		char quote = Characters.at(text, start + backslashes);
		if (quote == '"' || quote == '\'' || (quote == '`' && backslashes == 0)) {
			Word inQuotes = inQuotes(text, start + backslashes + 1, quote, backslashes);
			if (inQuotes != null) {
				return inQuotes;
			}
		}
		int end = start;
		while (end - start < LONGEST && !endsWord(text, end)) {
			end++;
		}
		return (end > start) ? new Word(text, start, end, false) : null;
	}

	private static @Nullable Word inQuotes(String text, int start, char quote, int backslashes) {
		int end = start;
		while (end - start < LONGEST && end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
			end++;
		}
		boolean closed = Characters.at(text, end) == quote
				&& Characters.countBackslashesBefore(text, end) == backslashes;
		return (closed && end - backslashes > start) ? new Word(text, start, end - backslashes, true) : null;
	}

	private static boolean endsWord(String text, int index) {
		char c = Characters.at(text, index);
		return c <= ' ' || Characters.isQuote(c) || c == ';' || c == '|' || c == '<' || c == '>' || c == ',' || c == ')'
				|| Characters.isEscape(text, index);
	}

	/**
	 * Where a line goes on behind it.
	 */
	int next() {
		if (!this.quoted) {
			return this.end;
		}
		return this.end + Characters.countBackslashes(this.text, this.end) + 1;
	}

	/**
	 * The next word of the same command, which a quote directly behind a word without
	 * quotes ends.
	 * @return {@code null} when the command ends
	 */
	@Nullable Word following() {
		boolean last = !this.quoted && Characters.isQuote(Characters.at(this.text, this.end));
		return last ? null : at(this.text, next());
	}

	String value() {
		return this.text.substring(this.start, this.end);
	}

	String small() {
		return value().toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether it is anything that could be a secret.
	 */
	boolean isValue() {
		String value = value();
		char first = value.charAt(0);
		if (this.quoted && SecretValue.isBetween(value)) {
			return false;
		}
		if (!this.quoted && isName(value)) {
			return false;
		}
		boolean crypt = first == '$' && value.length() > 4 && Ascii.isDigit(value.charAt(1)) && value.charAt(2) == '$';
		return crypt || first != '-' && first != '$' && first != '%' && first != '(' && (first != '/' || isKey())
				&& first != '=' && first != '[' && !SecretValue.isNone(value) && !SecretValue.isPlaceholder(value)
				&& !value.contains("://");
	}

	/**
	 * Whether it is no path, though it begins with a slash.
	 */
	private boolean isKey() {
		return this.quoted && length() >= LONG && hasAllKinds() && isBase64()
				&& value().chars().filter((c) -> c == '/').count() <= 3;
	}

	/**
	 * Whether it is a name before an equals sign and what stands in quotes.
	 */
	private boolean isName(String value) {
		int backslashes = Characters.countBackslashes(this.text, this.end);
		return value.endsWith("=") && Characters.isQuote(Characters.at(this.text, this.end + backslashes))
				&& (backslashes == 0 || ATTRIBUTE.matcher(value).matches());
	}

	/**
	 * Whether it looks like no word: has digits among its letters, or what only passwords
	 * have.
	 */
	boolean isTelling() {
		int digits = 0;
		boolean small = false;
		boolean capital = false;
		boolean sign = false;
		for (int i = this.start; i < this.end; i++) {
			char c = this.text.charAt(i);
			if (c <= ' ' || c == '(') {
				return false;
			}
			digits += Ascii.isDigit(c) ? 1 : 0;
			small |= c >= 'a' && c <= 'z';
			capital |= c >= 'A' && c <= 'Z' && i > this.start;
			sign |= "!@#$%^&*+=~".indexOf(c) >= 0;
		}
		boolean letter = small || capital || Character.isLetter(this.text.charAt(this.start));
		boolean several = (digits > 0 && (letter || digits >= 8)) || sign || (small && capital && length() >= 8);
		return length() >= 4 && several && !KIND.matcher(value()).matches();
	}

	/**
	 * Whether it has capitals, small letters and digits, and is not the name of a way to
	 * encrypt or encode.
	 */
	boolean isMixed() {
		return length() >= 8 && hasAllKinds() && !NAME.matcher(value()).find();
	}

	/**
	 * Whether it has capitals, small letters and digits.
	 */
	boolean hasAllKinds() {
		String value = value();
		return value.chars().anyMatch((c) -> c >= '0' && c <= '9')
				&& value.chars().anyMatch((c) -> c >= 'a' && c <= 'z')
				&& value.chars().anyMatch((c) -> c >= 'A' && c <= 'Z');
	}

	boolean hasLettersAndDigits() {
		return Characters.areMixed(this.text, this.start, this.end);
	}

	/**
	 * Whether it may be something in Base64.
	 */
	boolean isBase64() {
		String plain = value().replace("=", "");
		return length() % 4 == 0
				&& plain.chars().allMatch((c) -> Ascii.isLetterOrDigit((char) c) || c == '+' || c == '/');
	}

	/**
	 * Whether its line ends behind it.
	 */
	boolean isLineEnd() {
		return isLineEnd(this.text, Characters.skipBlanks(this.text, next()));
	}

	/**
	 * Whether it is what a device writes down instead of a password.
	 */
	boolean isEncoded() {
		return this.text.charAt(this.start) == '$'
				|| (length() >= 8 && length() % 2 == 0 && Ascii.areHexDigits(this.text, this.start, this.end));
	}

	int length() {
		return this.end - this.start;
	}

	/**
	 * Whether nothing follows in its line that would make a sentence of it.
	 */
	boolean isLast() {
		int i = next();
		char c = Characters.at(this.text, i);
		while (c == ';' || c == ')' || c == '.' || c == '!' || c == ',' || c == '}') {
			c = Characters.at(this.text, ++i);
		}
		if (isLineEnd(this.text, i)) {
			return true;
		}
		int next = Characters.skipBlanks(this.text, i);
		c = Characters.at(this.text, next);
		boolean apart = next > i;
		return isLineEnd(this.text, next)
				|| (apart && (c == '#' || c == '-' || c == '/' || c == '&' || c == '|' || c == '\\'));
	}

	static boolean isLineEnd(String text, int index) {
		char c = Characters.at(text, index);
		return c == '\0' || c == '\n' || c == '\r' || Characters.isQuote(c) || Characters.isEscape(text, index);
	}

	/**
	 * Report it.
	 */
	void mask(SecretFinder.Findings findings) {
		findings.replace(this.start, this.end, SecretNames.REPLACEMENT);
	}

}
