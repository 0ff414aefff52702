package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the letters and digits of a text one after the other, whether they stand there as
 * they are or as escapes of JSON, HTML or addresses. Not thread-safe.
 */
final class QuotedReading {

	private final byte[] source;

	final ByteArrayOutputStream out;

	int at;

	int start;

	int written;

	private int highSurrogate;

	QuotedReading(byte[] source) {
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
