package dev.gai.braintrust.content.masking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.text.DecodedText;
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

	/** Of a name of which each letter may be escaped. */
	private static final int LONGEST_NAME = 6 * NameInText.MAX_LENGTH;

	private static final int LARGEST_KEPT = 65_536;

	private static final int FEW = 64;

	private static final int MOST_LEVELS = 2;

	private final int level;

	private String text = "";

	private byte[] ascii = {};

	/** Whether each byte is the character in ISO 8859-1. */
	private boolean isNarrow;

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
	 * @param names told of what may be a name
	 */
	void find(String text, byte[] ascii, boolean narrow, Credentials names, SecretFinder.Findings findings) {
		this.text = text;
		this.ascii = ascii;
		this.isNarrow = narrow;
		if (this.level == MOST_LEVELS && text.indexOf("\\u") < 0) {
			return;
		}
		int backslash = text.indexOf('\\');
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
			if (end - open < LONGEST_NAME && end < text.length() && ascii[backslash + 1] == 'u') {
				names.escapedName(open + 1, end);
			}
			if (end - open > SHORTEST && this.level < MOST_LEVELS) {
				int start = open + 1;
				search(decode(start, Math.min(end, text.length())), start, findings);
			}
			quote = text.indexOf('"', end + 1);
			backslash = text.indexOf('\\', end + 1);
		}
		this.text = "";
		this.ascii = this.narrow;
	}

	/**
	 * Find what is secret in a text whose quotes are encoded otherwise.
	 */
	void findEncoded(String text, SecretFinder.Findings findings) {
		DecodedText decoded = (this.level < MOST_LEVELS) ? DecodedText.of(text) : null;
		if (decoded != null) {
			inner().find(decoded.plain(), (from, to, replacement) -> findings.replace(decoded.origin(from),
					decoded.origin(to), decoded.encoded(replacement)));
		}
	}

	private SecretSearch inner() {
		SecretSearch search = this.inner;
		if (search == null) {
			search = new SecretSearch(new TextBytes(), this.level + 1);
			this.inner = search;
		}
		return search;
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
		inner().find(plain, (from, to, replacement) -> findings.replace(start + origin(from), start + origin(to),
				escaped(replacement)));
		if (this.plain.length > LARGEST_KEPT || this.narrow.length > LARGEST_KEPT) {
			this.plain = new char[0];
			this.narrow = new byte[0];
			this.escapes = new int[FEW];
		}
	}

	/**
	 * What a text means. Where escape sequences are is noted in the plain text then.
	 */
	private String decode(int start, int end) {
		room(end - start);
		int[] escapes = this.escapes;
		int count = 0;
		int to = 0;
		int from = start;
		for (int i = 0; i < this.count; i++) {
			int backslash = escapes[i];
			copy(from, backslash, to);
			to += backslash - from;
			char next = (backslash + 1 < end) ? this.text.charAt(backslash + 1) : '\0';
			if (next != '\0') {
				escapes[count++] = to;
			}
			// The digits behind \\u stay: no secret is known by them.
			put(to++, (next != '\0') ? meaning(next) : '\\');
			from = backslash + ((next != '\0') ? 2 : 1);
		}
		copy(from, end, to);
		this.count = count;
		int length = to + end - from;
		return this.isNarrow ? new String(this.narrow, 0, length, StandardCharsets.ISO_8859_1)
				: new String(this.plain, 0, length);
	}

	private void room(int length) {
		if (this.isNarrow && this.narrow.length < length) {
			this.narrow = new byte[length];
		}
		else if (!this.isNarrow && this.plain.length < length) {
			this.plain = new char[length];
		}
	}

	private void copy(int from, int end, int to) {
		if (this.isNarrow) {
			System.arraycopy(this.ascii, from, this.narrow, to, end - from);
		}
		else {
			this.text.getChars(from, end, this.plain, to);
		}
	}

	private void put(int index, char c) {
		if (this.isNarrow) {
			this.narrow[index] = (byte) c;
		}
		else {
			this.plain[index] = c;
		}
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
