package dev.gai.braintrust.content.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, token by token, in memory that is used again. Each text is looked at
 * once and copied as a whole. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class JsonBytes {

	private static final int FIRST_LENGTH = 1024;

	private static final int LARGEST_KEPT = 524_288;

	/** Names of fields, most of them: looked at one by one they take least. */
	private static final int SHORT = 32;

	/** Half of a surrogate pair has no form in UTF-8. */
	private static final char REPLACEMENT = '\ufffd';

	private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

	private final TextBytes texts;

	private byte[] utf8 = new byte[FIRST_LENGTH];

	private int length;

	/**
	 * Creates empty memory.
	 * @param texts where the thread has the bytes of texts
	 */
	public JsonBytes(TextBytes texts) {
		this.texts = texts;
	}

	/**
	 * Begins anew. What was written before is no longer there.
	 */
	public void clear() {
		this.length = 0;
		if (this.utf8.length > LARGEST_KEPT) {
			this.utf8 = new byte[FIRST_LENGTH];
		}
	}

	/**
	 * Forgets what was written last.
	 * @param length how much is kept
	 */
	public void back(int length) {
		this.length = Math.min(length, this.length);
	}

	/**
	 * Bytes so far.
	 * @return the number
	 */
	public int length() {
		return this.length;
	}

	byte[] array() {
		return this.utf8;
	}

	/**
	 * What has been written since a place.
	 * @param start the place
	 * @return the JSON, which is there until the memory is {@linkplain #clear() cleared}
	 */
	public JsonText since(int start) {
		return new JsonText(this, start, this.length - start);
	}

	/**
	 * Writes a text as a string of JSON.
	 * @param text the text
	 * @param limit how many bytes there may be altogether
	 * @return whether there was room; if not, a part of it may have been written
	 */
	public boolean text(String text, long limit) {
		if ((long) this.length + text.length() + 2 > limit) {
			return false;
		}
		if (text.length() <= SHORT && plainString(text)) {
			return true;
		}
		TextBytes taken = this.texts.of(text);
		sign('"');
		if (taken.isNarrow()) {
			narrow(taken.bytes(), text.length());
		}
		else {
			wide(text, limit);
		}
		sign('"');
		return this.length <= limit;
	}

	/**
	 * Writes a short text, if each of its characters stands for itself.
	 */
	private boolean plainString(String text) {
		room(text.length() + 2);
		byte[] to = this.utf8;
		int at = this.length;
		to[at++] = '"';
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character >= 0x80 || JsonEscapes.of((byte) character) != 0) {
				return false;
			}
			to[at++] = (byte) character;
		}
		to[at++] = '"';
		this.length = at;
		return true;
	}

	/**
	 * Writes a text of which each character is a byte: what needs no escape is copied.
	 */
	private void narrow(byte[] plain, int end) {
		int copied = 0;
		for (int i = JsonEscapes.next(plain, 0, end); i < end; i = JsonEscapes.next(plain, i + 1, end)) {
			copy(plain, copied, i);
			if (plain[i] < 0) {
				encode(plain[i] & 0xFF);
			}
			else {
				escape(plain[i]);
			}
			copied = i + 1;
		}
		copy(plain, copied, end);
	}

	/**
	 * Writes a text character by character.
	 */
	private void wide(String text, long limit) {
		for (int i = 0; i < text.length() && this.length <= limit; i++) {
			char character = text.charAt(i);
			if (character < 0x80 && JsonEscapes.of((byte) character) != 0) {
				escape((byte) character);
			}
			else if (!Character.isSurrogate(character)) {
				encode(character);
			}
			else if (i + 1 < text.length() && Character.isSurrogatePair(character, text.charAt(i + 1))) {
				encode(Character.toCodePoint(character, text.charAt(++i)));
			}
			else {
				encode(REPLACEMENT);
			}
		}
	}

	private void encode(int codePoint) {
		room(4);
		this.length = Utf8.write(codePoint, this.utf8, this.length);
	}

	private void escape(byte character) {
		room(6);
		byte escape = JsonEscapes.of(character);
		this.utf8[this.length++] = '\\';
		this.utf8[this.length++] = escape;
		if (escape == 'u') {
			this.utf8[this.length++] = '0';
			this.utf8[this.length++] = '0';
			this.utf8[this.length++] = DIGITS[character >> 4];
			this.utf8[this.length++] = DIGITS[character & 0xF];
		}
	}

	/**
	 * Writes characters as they are: a number, {@code null}, or JSON that somebody has
	 * written.
	 * @param json the characters, each of them ASCII
	 */
	public void plain(String json) {
		room(json.length());
		byte[] to = this.utf8;
		int at = this.length;
		for (int i = 0; i < json.length(); i++) {
			to[at++] = (byte) json.charAt(i);
		}
		this.length = at;
	}

	/**
	 * Writes a whole number.
	 * @param number the number
	 */
	public void whole(long number) {
		if (number <= 0) {
			plain(Long.toString(number));
			return;
		}
		digits(number, countDigits(number));
	}

	/**
	 * Writes a number with a fraction.
	 * @param digits its digits, more than none
	 * @param scale how many of them stand behind the point
	 */
	public void decimal(long digits, int scale) {
		if (scale == 0) {
			whole(digits);
			return;
		}
		long power = 1;
		for (int i = 0; i < scale; i++) {
			power *= 10;
		}
		whole(digits / power);
		sign('.');
		digits(digits % power, scale);
	}

	private static int countDigits(long number) {
		int count = 0;
		for (long left = number; left > 0; left /= 10) {
			count++;
		}
		return count;
	}

	private void digits(long number, int count) {
		room(count);
		this.length += count;
		long left = number;
		for (int place = this.length - 1; place >= this.length - count; place--) {
			this.utf8[place] = (byte) ('0' + left % 10);
			left /= 10;
		}
	}

	/**
	 * Writes JSON that somebody has written.
	 * @param json the JSON
	 */
	public void json(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		copy(bytes, 0, bytes.length);
	}

	/**
	 * Writes a bracket, a colon or a comma.
	 * @param ascii the sign
	 */
	public void sign(char ascii) {
		room(1);
		this.utf8[this.length++] = (byte) ascii;
	}

	private void copy(byte[] from, int start, int end) {
		room(end - start);
		System.arraycopy(from, start, this.utf8, this.length, end - start);
		this.length += end - start;
	}

	private void room(int more) {
		if (this.length + more > this.utf8.length) {
			this.utf8 = Arrays.copyOf(this.utf8, Math.max(this.length + more + FIRST_LENGTH, this.utf8.length * 2));
		}
	}

}
