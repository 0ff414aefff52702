package dev.gai.braintrust.content.masking.name;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * A name in a text that may be the name of a secret, in quotes or not.
 *
 * @param start its first character
 * @param end behind its last character
 * @param quote the quote around it, {@code '\0'} for none
 * @param backslashes how often its quotes are escaped
 */
public record NameInText(int start, int end, char quote, int backslashes) {

	/** No name is longer. */
	public static final int MAX_LENGTH = 64;

	/** How long {@code u0061} is. */
	private static final int ESCAPE = 5;

	/** What is said of settings that belong together. */
	private static final String[] SECTIONS = { "Settings", "Options", "Configuration", "Config" };

	/** With a number behind them. */
	private static final String[] NUMBERED = { "unseal key ", "recovery key " };

	/**
	 * The name that ends before a place, if it ends like one that matters. Quotes,
	 * brackets and blanks between are skipped.
	 * @param text the text
	 * @param index the place
	 * @return the name, {@code null} if there is none
	 */
	public static @Nullable NameInText before(CharSequence text, int index) {
		int i = Characters.skipBlanksBack(text, index - 1);
		if (Characters.at(text, i) == ']') {
			i--;
		}
		// In Markdown a name is bold.
		while (index - i < 3 && Characters.at(text, i) == '*') {
			i--;
		}
		char quote = Characters.at(text, i);
		int backslashes = 0;
		if (Characters.isQuote(quote)) {
			backslashes = Characters.countBackslashesBefore(text, i);
			i -= 1 + backslashes;
		}
		else {
			quote = '\0';
		}
		if (!NameEndings.isAt(text, i + 1)) {
			return null;
		}
		int start = startOfName(text, i + 1);
		return (start < 0) ? null : new NameInText(start, i + 1, quote, backslashes);
	}

	/**
	 * {@code Unseal Key 1} or the like of HashiCorp Vault that ends before a place.
	 * @param text the text
	 * @param end the place
	 * @return the name, {@code null} if there is none
	 */
	public static @Nullable NameInText numberedKey(CharSequence text, int end) {
		int i = end;
		while (end - i < 3 && Ascii.isDigit(Characters.at(text, i - 1))) {
			i--;
		}
		for (String key : NUMBERED) {
			if (Characters.startsWith(text, i - key.length(), key)) {
				return new NameInText(i - key.length(), end, '\0', 0);
			}
		}
		return null;
	}

	/**
	 * What stands before a name and ends in an escape sequence does not belong to it.
	 */
	private static int startOfName(CharSequence text, int end) {
		int start = end;
		while (Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
			if (end - start > MAX_LENGTH) {
				return -1;
			}
		}
		char before = Characters.at(text, start - 1);
		if (before == '\\' && isEscaped(text, start, end)) {
			return startOfEscaped(text, start - 1);
		}
		if (before == '\\' && "nrtbf".indexOf(text.charAt(start)) >= 0) {
			return start + 1;
		}
		boolean encoded = before == '%' && end - start > 2 && Ascii.areHexDigits(text, start, start + 2);
		return encoded ? start + 2 : start;
	}

	/**
	 * Whether a name goes on with a letter that is written as an escape sequence of
	 * Unicode.
	 */
	private static boolean isEscaped(CharSequence text, int start, int end) {
		return text.charAt(start) == 'u' && end - start > ESCAPE && Ascii.areHexDigits(text, start + 1, start + ESCAPE)
				&& Characters.isNamePart((char) Integer.parseInt(text, start + 1, start + ESCAPE, 16));
	}

	/**
	 * Of a name of which several letters may be escaped, the quote before the first.
	 */
	private static int startOfEscaped(CharSequence text, int from) {
		int start = from;
		while (from - start < MAX_LENGTH
				&& (Characters.isNamePart(Characters.at(text, start - 1)) || Characters.at(text, start - 1) == '\\')) {
			start--;
		}
		return start;
	}

	private static String unescaped(String name) {
		StringBuilder plain = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			boolean escape = name.charAt(i) == '\\' && i + ESCAPE < name.length() && name.charAt(i + 1) == 'u'
					&& Ascii.areHexDigits(name, i + 2, i + 1 + ESCAPE);
			if (escape) {
				plain.append((char) Integer.parseInt(name, i + 2, i + 1 + ESCAPE, 16));
				i += ESCAPE;
			}
			else if (name.charAt(i) != '\\') {
				plain.append(name.charAt(i));
			}
		}
		return plain.toString();
	}

	/**
	 * Whether it is in quotes.
	 * @return whether it is
	 */
	public boolean isQuoted() {
		return this.quote != '\0';
	}

	/**
	 * The name itself.
	 * @param text the text it is in
	 * @return its characters
	 */
	public String in(CharSequence text) {
		String name = text.subSequence(this.start, this.end).toString();
		return (name.indexOf('\\') < 0) ? name : unescaped(name);
	}

	/**
	 * Where .NET has a setting: {@code Jwt} in {@code "JwtOptions:Key"}.
	 */
	private String section(CharSequence text) {
		int end = this.start - 1;
		int start = end;
		while (end - start < MAX_LENGTH / 2 && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		String section = text.subSequence(start, end).toString();
		for (String settings : SECTIONS) {
			if (section.endsWith(settings)) {
				return section.substring(0, section.length() - settings.length());
			}
		}
		return section;
	}

	/**
	 * The name with the word before it, as in "API key", where it is part of a sentence.
	 * @param text the text it is in
	 * @return one word or two
	 */
	public String withWordBefore(CharSequence text) {
		String name = in(text);
		if (isQuoted() && Characters.at(text, this.start - 1) == ':') {
			return section(text) + " " + name;
		}
		if (isQuoted() || Characters.at(text, this.start - 1) != ' ') {
			return name;
		}
		int end = this.start - 1;
		int start = end;
		while (end - start < MAX_LENGTH / 2 && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		return (start < end) ? text.subSequence(start, end) + " " + name : name;
	}

}
