package dev.gai.braintrust.content.masking.text;

import java.util.Arrays;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a text means whose quotes are encoded as in an address ({@code %22}), in HTML
 * ({@code &quot;}) or in escape sequences of Unicode, and where each character of it
 * comes from. What is beyond ASCII stays encoded: no name is told by it.
 */
@Internal
public final class DecodedText {

	private static final String[] NAMED = { "&quot;\"", "&apos;'", "&amp;&", "&lt;<", "&gt;>" };

	/** Of a number in HTML, with its sign at the end. */
	private static final int LONGEST = 6;

	private static final int ESCAPE = 6;

	private static final int HEX = 16;

	private static final int ASCII = 0x80;

	private final String text;

	private final char[] plain;

	private final int[] origins;

	private int length;

	private @Nullable String quote;

	/** Whether a quote is encoded once more. */
	private boolean twice;

	private DecodedText(String text) {
		this.text = text;
		this.plain = new char[text.length()];
		this.origins = new int[text.length() + 1];
	}

	/**
	 * Decodes a text.
	 * @param text the text
	 * @return what it means, {@code null} if no quote is encoded
	 */
	public static @Nullable DecodedText of(String text) {
		DecodedText decoded = new DecodedText(text);
		int i = 0;
		while (i < text.length()) {
			i = decoded.take(i);
		}
		decoded.origins[decoded.length] = text.length();
		return (decoded.quote != null || decoded.twice) ? decoded : null;
	}

	private int take(int from) {
		char c = this.text.charAt(from);
		int end = from + 1;
		if (c == '%' || c == '&' || c == '\\') {
			int code = (c == '%') ? hex(from + 1, from + 3) : (c == '\\') ? escape(from) : number(from);
			end = (code < 0) ? end
					: (c == '%') ? from + 3 : (c == '\\') ? from + ESCAPE : this.text.indexOf(';', from) + 1;
			char named = (code < 0 && c == '&') ? named(from) : '\0';
			end = (named != '\0') ? this.text.indexOf(';', from) + 1 : end;
			c = (code >= 0) ? (char) code : (named != '\0') ? named : c;
			this.twice |= end > from + 1 && c == '%' && this.text.startsWith("22", end);
			if (end > from + 1 && (c == '"' || c == '\'')) {
				this.quote = (this.quote == null || c == '"') ? this.text.substring(from, end) : this.quote;
			}
		}
		this.origins[this.length] = from;
		this.plain[this.length++] = c;
		return end;
	}

	private int escape(int from) {
		return this.text.startsWith("u00", from + 1) ? hex(from + 4, from + ESCAPE) : -1;
	}

	private int number(int from) {
		int end = from;
		while (end - from < LONGEST && end < this.text.length() && this.text.charAt(end) != ';') {
			end++;
		}
		if (!this.text.startsWith("&#", from) || end < from + 3 || end == this.text.length()
				|| this.text.charAt(end) != ';') {
			return -1;
		}
		boolean hexadecimal = (this.text.charAt(from + 2) | 0x20) == 'x';
		if (hexadecimal) {
			return hex(from + 3, end);
		}
		int code = 0;
		for (int i = from + 2; i < end; i++) {
			if (!Ascii.isDigit(this.text.charAt(i))) {
				return -1;
			}
			code = 10 * code + this.text.charAt(i) - '0';
		}
		return (code < ASCII) ? code : -1;
	}

	private int hex(int from, int end) {
		if (end <= from || end > this.text.length()) {
			return -1;
		}
		int code = 0;
		for (int i = from; i < end; i++) {
			int digit = Character.digit(this.text.charAt(i), HEX);
			if (digit < 0) {
				return -1;
			}
			code = HEX * code + digit;
		}
		return (code < ASCII) ? code : -1;
	}

	private char named(int from) {
		for (String known : NAMED) {
			if (this.text.startsWith(known.substring(0, known.length() - 1), from)) {
				return known.charAt(known.length() - 1);
			}
		}
		return '\0';
	}

	/**
	 * {@return what it means}
	 */
	public String plain() {
		return new String(Arrays.copyOf(this.plain, this.length));
	}

	/**
	 * Where a character comes from.
	 * @param index its place in what the text means
	 * @return its place in the text
	 */
	public int origin(int index) {
		return this.origins[index];
	}

	/**
	 * Encodes the quotes of what is put into the text.
	 * @param replacement what stands in place of a secret
	 * @return the same, as the text writes it
	 */
	public String encoded(String replacement) {
		return (this.quote == null) ? replacement : replacement.replace("\"", this.quote);
	}

}
