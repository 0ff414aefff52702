package dev.gai.braintrust.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.bytes.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as JSON in UTF-8, and gives up as soon as it is too long. Each text is
 * looked at once and copied as a whole: this is where the thread that encodes spends its
 * time.
 */
final class JsonWriter {

	private static final int MAX_DEPTH = 100;

	private static final int FIRST_LENGTH = 1024;

	private static final int LARGEST_KEPT = 131_072;

	private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

	private final TextBytes bytes = new TextBytes();

	private long maxBytes;

	private byte[] utf8 = new byte[FIRST_LENGTH];

	private int length;

	private boolean deep;

	JsonWriter(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Begins anew, with the memory that is there.
	 * @param maxBytes how long the JSON may be
	 * @return this
	 */
	JsonWriter reset(long maxBytes) {
		this.maxBytes = maxBytes;
		this.length = 0;
		this.deep = false;
		if (this.utf8.length > LARGEST_KEPT) {
			this.utf8 = new byte[FIRST_LENGTH];
		}
		return this;
	}

	/**
	 * Writes a tree.
	 * @param tree the tree
	 * @return whether it could be written: not if it is too long, or has keys that are no
	 * texts
	 */
	boolean write(@Nullable Object tree) {
		return value(tree, 0) && bytes() <= this.maxBytes;
	}

	/**
	 * Whether something was left out because it was nested too deeply.
	 * @return whether the JSON is not all of the tree
	 */
	boolean isCut() {
		return this.deep;
	}

	/**
	 * Length in UTF-8.
	 * @return bytes so far
	 */
	int bytes() {
		return this.length;
	}

	@Override
	public String toString() {
		return new String(this.utf8, 0, this.length, StandardCharsets.UTF_8);
	}

	private boolean value(@Nullable Object tree, int depth) {
		if (tree == null || tree instanceof Boolean) {
			plain(String.valueOf(tree));
			return true;
		}
		if (tree instanceof Map<?, ?> map) {
			return (depth < MAX_DEPTH) ? map(map, depth) : tooDeep();
		}
		if (tree instanceof List<?> list) {
			return (depth < MAX_DEPTH) ? list(list, depth) : tooDeep();
		}
		Object leaf = (tree instanceof Number number) ? JsonNumbers.writable(number) : tree;
		if (leaf instanceof Number number) {
			plain(JsonNumbers.text(number));
			return true;
		}
		return text(leaf.toString());
	}

	private boolean tooDeep() {
		this.deep = true;
		return text(TreeCut.TOO_DEEP);
	}

	private boolean list(List<?> list, int depth) {
		char before = '[';
		for (Object element : list) {
			one(before);
			before = ',';
			if (!value(element, depth + 1)) {
				return false;
			}
		}
		end(before, '[', ']');
		return true;
	}

	private boolean map(Map<?, ?> map, int depth) {
		char before = '{';
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			one(before);
			before = ',';
			if (!(entry.getKey() instanceof String key) || !text(key)) {
				return false;
			}
			one(':');
			if (!value(entry.getValue(), depth + 1)) {
				return false;
			}
		}
		end(before, '{', '}');
		return true;
	}

	private void end(char before, char open, char close) {
		if (before == open) {
			one(open);
		}
		one(close);
	}

	private boolean text(String text) {
		if ((long) this.length + text.length() + 2 > this.maxBytes) {
			return false;
		}
		TextBytes bytes = this.bytes.of(text);
		one('"');
		if (bytes.isNarrow()) {
			narrow(bytes.bytes(), text.length());
		}
		else {
			wide(text);
		}
		one('"');
		return this.length <= this.maxBytes;
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
	 * Writes a text character by character. Half of a surrogate pair has no form in
	 * UTF-8.
	 */
	private void wide(String text) {
		for (int i = 0; i < text.length() && this.length <= this.maxBytes; i++) {
			char character = text.charAt(i);
			if (character < 0x80 && JsonEscapes.of((byte) character) != 0) {
				escape((byte) character);
			}
			else if (!Character.isSurrogate(character)) {
				encode(character);
			}
			else if (WellFormed.isPairAt(text, i)) {
				encode(Character.toCodePoint(character, text.charAt(++i)));
			}
			else {
				encode(WellFormed.REPLACEMENT);
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

	private void plain(String ascii) {
		byte[] plain = ascii.getBytes(StandardCharsets.ISO_8859_1);
		copy(plain, 0, plain.length);
	}

	private void copy(byte[] from, int start, int end) {
		room(end - start);
		System.arraycopy(from, start, this.utf8, this.length, end - start);
		this.length += end - start;
	}

	private void one(char ascii) {
		room(1);
		this.utf8[this.length++] = (byte) ascii;
	}

	private void room(int more) {
		if (this.length + more > this.utf8.length) {
			this.utf8 = Arrays.copyOf(this.utf8, Math.max(this.length + more + FIRST_LENGTH, this.utf8.length * 2));
		}
	}

}
