package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text without what depends on how it is quoted: its letters and digits as UTF-8, with
 * escapes of JSON, HTML and addresses read and all else left out.
 */
final class QuotedBytes {

	private final byte[] bytes;

	/** Where in the text each byte comes from. */
	private final int[] starts;

	private final int[] ends;

	private QuotedBytes(byte[] bytes, int[] starts, int[] ends) {
		this.bytes = bytes;
		this.starts = starts;
		this.ends = ends;
	}

	static QuotedBytes of(String text) {
		byte[] source = text.getBytes(StandardCharsets.UTF_8);
		int[] characters = new int[source.length + 1];
		int at = 0;
		for (int i = 0; i < text.length();) {
			int next = text.offsetByCodePoints(i, 1);
			int length = text.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
			Arrays.fill(characters, at, at + length, i);
			at += length;
			i = next;
		}
		characters[source.length] = text.length();
		Reading reading = new Reading(source);
		int[] starts = new int[source.length];
		int[] ends = new int[source.length];
		while (reading.next()) {
			for (int i = reading.written; i < reading.out.size(); i++) {
				starts[i] = characters[reading.start];
				ends[i] = characters[reading.at];
			}
			reading.written = reading.out.size();
		}
		return new QuotedBytes(reading.out.toByteArray(), starts, ends);
	}

	/**
	 * The bytes alone.
	 * @param source anything with texts in UTF-8
	 */
	static byte[] plain(byte[] source) {
		Reading reading = new Reading(source);
		boolean more = true;
		while (more) {
			more = reading.next();
		}
		return reading.out.toByteArray();
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.bytes.length;
	}

	int start(int index) {
		return this.starts[index];
	}

	int end(int index) {
		return Math.max(this.ends[index], this.starts[index] + 1);
	}

	/**
	 * The first byte that comes from a place of the text or from one after it.
	 */
	int firstFrom(int place) {
		int index = 0;
		while (index < this.bytes.length && this.starts[index] < place) {
			index++;
		}
		return index;
	}

	int words(int first, int last) {
		int words = 1;
		for (int i = first + 1; i <= last; i++) {
			if (this.starts[i] > end(i - 1)) {
				words++;
			}
		}
		return words;
	}

	/**
	 * Reads one character or escape after the other.
	 */
	private static final class Reading {

		private final byte[] source;

		private final ByteArrayOutputStream out;

		private int at;

		private int start;

		private int written;

		private int highSurrogate;

		Reading(byte[] source) {
			this.source = source;
			this.out = new ByteArrayOutputStream(source.length);
		}

		boolean next() {
			if (this.at >= this.source.length) {
				return false;
			}
			this.start = this.at;
			int character = this.source[this.at++];
			switch (character) {
				case '\\' -> escape();
				case '&' -> entity();
				case '%' -> percent();
				default -> write(character);
			}
			return true;
		}

		private void write(int character) {
			if (character < 0 || Character.isLetterOrDigit(character)) {
				this.out.write(character);
			}
		}

		/** JSON in JSON has several of them. */
		private void escape() {
			while (this.at < this.source.length && this.source[this.at] == '\\') {
				this.at++;
			}
			int kind = (this.at < this.source.length) ? this.source[this.at] : 0;
			int digits = (kind == 'u') ? 4 : (kind == 'x') ? 2 : 0;
			int code = (digits > 0) ? number(this.at + 1, digits, 16) : -1;
			if (code >= 0) {
				this.at += 1 + digits;
				writeCode(code);
			}
			else if ("nrtbf".indexOf(kind) >= 0) {
				this.at++;
			}
		}

		private void entity() {
			int end = this.at;
			while (end < this.source.length && end - this.at < 8 && this.source[end] != ';') {
				end++;
			}
			if (end >= this.source.length || this.source[end] != ';' || end == this.at) {
				return;
			}
			String name = new String(this.source, this.at, end - this.at, StandardCharsets.ISO_8859_1);
			if (name.startsWith("#x") || name.startsWith("#X")) {
				writeEntity(number(this.at + 2, end - this.at - 2, 16), end);
			}
			else if (name.startsWith("#")) {
				writeEntity(number(this.at + 1, end - this.at - 1, 10), end);
			}
			else if (name.equals("quot") || name.equals("amp") || name.equals("lt") || name.equals("gt")
					|| name.equals("apos")) {
				this.at = end + 1;
			}
		}

		private void writeEntity(int code, int end) {
			if (code >= 0 && Character.isValidCodePoint(code)) {
				this.at = end + 1;
				writeCode(code);
			}
		}

		private void percent() {
			int code = number(this.at, 2, 16);
			if (code < 0) {
				return;
			}
			this.at += 2;
			if (code == '\\') {
				escape();
			}
			else {
				write((byte) code);
			}
		}

		private void writeCode(int code) {
			if (code < Character.MIN_SUPPLEMENTARY_CODE_POINT && Character.isHighSurrogate((char) code)) {
				this.highSurrogate = code;
				return;
			}
			int whole = (code < Character.MIN_SUPPLEMENTARY_CODE_POINT && Character.isLowSurrogate((char) code))
					? Character.toCodePoint((char) this.highSurrogate, (char) code) : code;
			if (Character.isValidCodePoint(whole)) {
				for (byte part : Character.toString(whole).getBytes(StandardCharsets.UTF_8)) {
					write(part);
				}
			}
		}

		private int number(int from, int digits, int radix) {
			if (digits < 1 || digits > 7 || from + digits > this.source.length) {
				return -1;
			}
			int number = 0;
			for (int i = from; i < from + digits; i++) {
				int digit = Character.digit(this.source[i], radix);
				if (digit < 0) {
					return -1;
				}
				number = number * radix + digit;
			}
			return number;
		}

	}

}
