package dev.gai.braintrust.content;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as JSON, measures it on the way, and gives up as soon as it is too long.
 * Each text is looked at once and copied as a whole: this is where the thread that
 * encodes spends its time.
 */
final class JsonText {

	private static final int MAX_DEPTH = 100;

	private static final int FIRST_LENGTH = 512;

	private static final int LARGEST_KEPT = 65_536;

	/** What stands behind the backslash; 'u' for a code; 0 for a character as it is. */
	private static final char[] ESCAPES = escapes();

	private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

	private long maxBytes;

	private char[] characters = new char[FIRST_LENGTH];

	private int length;

	/** Bytes beyond one for each character. */
	private long moreBytes;

	private boolean deep;

	JsonText(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Begins anew, with the memory that is there.
	 * @param maxBytes how long the JSON may be
	 * @return this
	 */
	JsonText reset(long maxBytes) {
		this.maxBytes = maxBytes;
		this.length = 0;
		this.moreBytes = 0;
		this.deep = false;
		if (this.characters.length > LARGEST_KEPT) {
			this.characters = new char[FIRST_LENGTH];
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
	long bytes() {
		return this.length + this.moreBytes;
	}

	@Override
	public String toString() {
		return new String(this.characters, 0, this.length);
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
		if (bytes() + text.length() + 2 > this.maxBytes) {
			return false;
		}
		one('"');
		int copied = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character >= 0x80) {
				if (!Character.isSurrogate(character)) {
					this.moreBytes += (character < 0x800) ? 1 : 2;
				}
				else if (WellFormed.isPairAt(text, i)) {
					this.moreBytes += 2;
					i++;
				}
				else {
					copy(text, copied, i);
					one(WellFormed.REPLACEMENT);
					this.moreBytes += 2;
					copied = i + 1;
				}
			}
			else if (ESCAPES[character] != 0) {
				copy(text, copied, i);
				escape(character);
				copied = i + 1;
			}
		}
		copy(text, copied, text.length());
		one('"');
		return bytes() <= this.maxBytes;
	}

	private void escape(char character) {
		room(6);
		this.characters[this.length++] = '\\';
		this.characters[this.length++] = ESCAPES[character];
		if (ESCAPES[character] == 'u') {
			this.characters[this.length++] = '0';
			this.characters[this.length++] = '0';
			this.characters[this.length++] = DIGITS[character >> 4];
			this.characters[this.length++] = DIGITS[character & 0xF];
		}
	}

	private void plain(String ascii) {
		copy(ascii, 0, ascii.length());
	}

	private void copy(String text, int from, int to) {
		room(to - from);
		text.getChars(from, to, this.characters, this.length);
		this.length += to - from;
	}

	private void one(char character) {
		room(1);
		this.characters[this.length++] = character;
	}

	private void room(int more) {
		if (this.length + more > this.characters.length) {
			this.characters = Arrays.copyOf(this.characters,
					Math.max(this.length + more + FIRST_LENGTH, this.characters.length * 2));
		}
	}

	private static char[] escapes() {
		char[] escapes = new char[0x80];
		Arrays.fill(escapes, 0, ' ', 'u');
		escapes['\b'] = 'b';
		escapes['\t'] = 't';
		escapes['\n'] = 'n';
		escapes['\f'] = 'f';
		escapes['\r'] = 'r';
		escapes['"'] = '"';
		escapes['\\'] = '\\';
		return escapes;
	}

}
