package dev.gai.braintrust.content.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.text.QuotedText;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Texts within a text, as in JSON that is a text itself: what stands in quotes and has
 * escape sequences is searched once more as what it means, so that lines are lines there
 * as well. Two levels deep. Not thread-safe.
 */
final class EscapedTexts {

	private static final int SHORTEST = 12;

	private static final int LARGEST_KEPT = 65_536;

	private static final int FEW = 64;

	private static final int MOST_LEVELS = 2;

	private final int level;

	/** Made for the first text with escape sequences. */
	private @Nullable SecretSearch inner;

	private char[] plain = {};

	/** The same where one byte is enough. */
	private byte[] narrow = {};

	/** Where escape sequences are, first in the text and then in the plain one. */
	private int[] escapes = new int[FEW];

	private int count;

	EscapedTexts(int level) {
		this.level = level;
	}

	/**
	 * Find what is secret in such texts. Goes from one escape sequence to the next: of
	 * the quotes between it is enough to know how many there are.
	 * @param ascii one byte for each character
	 * @param narrow whether each byte is the character in ISO 8859-1
	 */
	void find(String text, byte[] ascii, boolean narrow, SecretFinder.Findings findings) {
		int backslash = (this.level == MOST_LEVELS) ? -1 : text.indexOf('\\');
		int quote = (backslash < 0) ? -1 : text.indexOf('"');
		while (backslash >= 0 && quote >= 0) {
			int open = (quote < backslash) ? QuotedText.openBefore(ascii, quote, backslash) : -1;
			if (open < 0) {
				// Outside of quotes it escapes nothing.
				quote = text.indexOf('"', backslash + 1);
				backslash = (quote < 0) ? -1 : text.indexOf('\\', quote);
				continue;
			}
			int end = end(ascii, backslash, text.length());
			if (end - open > SHORTEST) {
				int start = open + 1;
				int limit = Math.min(end, text.length());
				String plain = narrow ? decode(ascii, start, limit) : decode(text, start, limit);
				search(plain, start, findings);
			}
			quote = text.indexOf('"', end + 1);
			backslash = text.indexOf('\\', end + 1);
		}
	}

	/**
	 * The end of a text in quotes, by its first escape sequence. Notes where all of them
	 * are.
	 */
	private int end(byte[] ascii, int backslash, int length) {
		this.count = 0;
		int end = backslash;
		int next = backslash;
		while (next < length && ascii[next] == '\\') {
			if (this.count == this.escapes.length) {
				this.escapes = Arrays.copyOf(this.escapes, 2 * this.count);
			}
			this.escapes[this.count++] = next;
			end = next + 2;
			next = QuotedText.nextQuoteOrBackslash(ascii, end, length);
		}
		return Math.max(end, next);
	}

	private void search(String plain, int start, SecretFinder.Findings findings) {
		SecretSearch search = this.inner;
		if (search == null) {
			search = new SecretSearch(new TextBytes(), this.level + 1);
			this.inner = search;
		}
		search.find(plain, (from, to, replacement) -> findings.replace(start + origin(from), start + origin(to),
				escaped(replacement)));
		if (this.plain.length > LARGEST_KEPT || this.narrow.length > LARGEST_KEPT) {
			this.plain = new char[0];
			this.narrow = new byte[0];
			this.escapes = new int[FEW];
		}
	}

	private String decode(byte[] text, int start, int end) {
		if (this.narrow.length < end - start) {
			this.narrow = new byte[end - start];
		}
		byte[] plain = this.narrow;
		int[] escapes = this.escapes;
		int count = 0;
		int to = 0;
		int from = start;
		for (int i = 0; i < this.count; i++) {
			int backslash = escapes[i];
			System.arraycopy(text, from, plain, to, backslash - from);
			to += backslash - from;
			char next = (backslash + 1 < end) ? (char) (text[backslash + 1] & 0xff) : '\0';
			if (next != '\0') {
				escapes[count++] = to;
			}
			plain[to++] = (byte) ((next != '\0') ? meaning(next) : '\\');
			from = backslash + ((next != '\0') ? 2 : 1);
		}
		System.arraycopy(text, from, plain, to, end - from);
		this.count = count;
		return new String(plain, 0, to + end - from, StandardCharsets.ISO_8859_1);
	}

	private String decode(String text, int start, int end) {
		if (this.plain.length < end - start) {
			this.plain = new char[end - start];
		}
		char[] plain = this.plain;
		int[] escapes = this.escapes;
		int count = 0;
		int to = 0;
		int from = start;
		for (int i = 0; i < this.count; i++) {
			int backslash = escapes[i];
			text.getChars(from, backslash, plain, to);
			to += backslash - from;
			char next = (backslash + 1 < end) ? text.charAt(backslash + 1) : '\0';
			if (next != '\0') {
				escapes[count++] = to;
			}
			// The digits behind \\u stay: no secret is known by them.
			plain[to++] = (next != '\0') ? meaning(next) : '\\';
			from = backslash + ((next != '\0') ? 2 : 1);
		}
		text.getChars(from, end, plain, to);
		this.count = count;
		return new String(plain, 0, to + end - from);
	}

	/**
	 * Where a character of the plain text comes from.
	 */
	private int origin(int index) {
		int before = Arrays.binarySearch(this.escapes, 0, this.count, index);
		return index + ((before < 0) ? -before - 1 : before);
	}

	private static char meaning(char escaped) {
		return switch (escaped) {
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'b', 'f', 'u' -> ' ';
			default -> escaped;
		};
	}

	private static String escaped(String replacement) {
		return (replacement.indexOf('"') < 0) ? replacement : replacement.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
