package dev.gai.braintrust.content.masking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import dev.gai.braintrust.content.masking.text.CharacterClass;
import dev.gai.braintrust.content.masking.text.KeyParts;

/**
 * The formats of keys that are known, by their first characters. Read once, on the first
 * text that is long enough to hold a key.
 */
final class KeyFormats {

	static final List<KeyFormat> ALL = read();

	private static final int ASCII = 128;

	private static final KeyFormat[] NONE = {};

	/** By their first two characters. */
	private static final KeyFormat[][] BY_PREFIX = byPrefix();

	/**
	 * How long the word is at least with which a key begins, by a number made of its
	 * first three characters; 0 where none begins.
	 */
	private static final byte[] SHORTEST_WORDS = shortestWords();

	/** What a key has at a certain distance from its beginning, which may be anything. */
	private static final Signs SIGNS = new Signs(ALL, true);

	/** The same without a colon, which nothing else in a key is like. */
	private static final Signs PARTS = new Signs(ALL, false);

	private KeyFormats() {
	}

	/**
	 * Where the longest key ends that begins with a word, or -1 when none does.
	 * @param ascii one byte for each character
	 * @param end how far what a key may consist of goes
	 * @param colons whether there may be a colon up to that place
	 */
	static int end(CharSequence text, byte[] ascii, int start, int end, boolean colons) {
		int longest = -1;
		if (start + 2 < text.length()) {
			int shortest = SHORTEST_WORDS[number(ascii[start], ascii[start + 1], ascii[start + 2])];
			if (shortest > 0 && ascii[start + 1] >= 0 && isWord(ascii, start, start + shortest)) {
				longest = longest(BY_PREFIX[ascii[start] * ASCII + ascii[start + 1]], text, start);
			}
		}
		return (longest > 0) ? longest : endWithoutPrefix(text, ascii, start, end, colons);
	}

	/**
	 * Where the longest key ends whose first characters may be any, or -1 when none does.
	 * @param end how far a sign may be away, with one more
	 * @param colons whether there may be a colon up to that place
	 */
	static int endWithoutPrefix(CharSequence text, byte[] ascii, int start, int end, boolean colons) {
		int last = Math.min(end, text.length() - 1) - start;
		return (colons ? SIGNS : PARTS).end(text, ascii, start, last);
	}

	private static boolean isWord(byte[] ascii, int start, int end) {
		if (end > ascii.length) {
			return false;
		}
		int i = start;
		for (; i + Long.BYTES <= end; i += Long.BYTES) {
			if (KeyParts.words(ascii, i) != KeyParts.ALL) {
				return false;
			}
		}
		return i == end || KeyParts.words(ascii, i) << (i + Long.BYTES - end)
				* Byte.SIZE == KeyParts.ALL << (i + Long.BYTES - end) * Byte.SIZE;
	}

	private static int number(int first, int second, int third) {
		return ((first << 16 | second << 8 | third) * 0x9e3779b1) >>> 19;
	}

	private static byte[] shortestWords() {
		byte[] shortest = new byte[1 << 13];
		for (KeyFormat format : ALL) {
			if (!format.prefix().isEmpty()) {
				add(format.prefix(), Math.min(Byte.MAX_VALUE, Math.max(1, format.shortestWord())), shortest);
			}
		}
		add("eyJ", 3, shortest);
		return shortest;
	}

	private static void add(String prefix, int word, byte[] shortest) {
		int first = prefix.charAt(0);
		// Of a short prefix any character may be the next.
		for (int second = from(prefix, 1); second < to(prefix, 1); second++) {
			for (int third = from(prefix, 2); third < to(prefix, 2); third++) {
				int number = number(first, second, third);
				shortest[number] = (byte) ((shortest[number] == 0) ? word : Math.min(shortest[number], word));
			}
		}
	}

	private static int from(String prefix, int index) {
		return (index < prefix.length()) ? prefix.charAt(index) : 0;
	}

	private static int to(String prefix, int index) {
		return (index < prefix.length()) ? prefix.charAt(index) + 1 : ASCII;
	}

	private static int longest(KeyFormat[] formats, CharSequence text, int start) {
		int longest = -1;
		for (KeyFormat format : formats) {
			longest = Math.max(longest, format.end(text, start));
		}
		return longest;
	}

	private static KeyFormat[][] byPrefix() {
		KeyFormat[][] formats = new KeyFormat[ASCII * ASCII][];
		Arrays.fill(formats, NONE);
		for (KeyFormat format : ALL) {
			String prefix = format.prefix();
			if (prefix.length() == 1) {
				// It goes with any second character.
				for (int second = 0; second < ASCII; second++) {
					add(format, prefix.charAt(0) * ASCII + second, formats);
				}
			}
			else if (!prefix.isEmpty()) {
				add(format, prefix.charAt(0) * ASCII + prefix.charAt(1), formats);
			}
		}
		return formats;
	}

	private static void add(KeyFormat format, int key, KeyFormat[][] formats) {
		KeyFormat[] more = Arrays.copyOf(formats[key], formats[key].length + 1);
		more[more.length - 1] = format;
		formats[key] = more;
	}

	private static List<KeyFormat> read() {
		List<KeyFormat> formats = new ArrayList<>();
		try (InputStream file = KeyFormats.class.getResourceAsStream("key-formats.txt");
				BufferedReader lines = new BufferedReader(new InputStreamReader(
						Objects.requireNonNull(file, "key-formats.txt is missing"), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (!line.isEmpty() && line.charAt(0) != '#') {
					formats.add(KeyFormat.of(line));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return List.copyOf(formats);
	}

	/**
	 * How far from their beginning keys have certain signs, those of the shortest keys
	 * first: the last one of which the distance is known, or the first of several
	 * distances.
	 */
	private static final class Signs {

		/** How far has to go what a key may consist of. */
		private int[] lengths = {};

		private int[] offsets = {};

		private byte[] signs = {};

		private KeyFormat[] formats = NONE;

		Signs(List<KeyFormat> formats, boolean colons) {
			for (KeyFormat format : formats) {
				if (format.prefix().isEmpty()) {
					add(format, colons);
				}
			}
		}

		private void add(KeyFormat format, boolean colons) {
			int offset = -1;
			char sign = '\0';
			int least = 0;
			int most = 0;
			for (KeyFormat.Part part : format.parts()) {
				if (part.characters() == null && least < most) {
					for (int between = least; offset < 0 && between <= most; between++) {
						add(format, between, part.text().charAt(0), colons);
					}
					break;
				}
				if (part.characters() == null) {
					int colon = part.text().indexOf(':');
					int index = (colon >= 0) ? colon : part.text().length() - 1;
					offset = least + index;
					sign = part.text().charAt(index);
					least += part.text().length();
					most = least;
				}
				else if (part.most() == Integer.MAX_VALUE) {
					break;
				}
				else {
					least += part.least();
					most += part.most();
				}
			}
			if (offset >= 0) {
				add(format, offset, sign, colons);
			}
		}

		private void add(KeyFormat format, int offset, char sign, boolean colons) {
			if (sign == ':' && !colons) {
				return;
			}
			int length = isRun(format) ? Math.max(offset, format.shortest() - 1) : offset;
			int count = this.offsets.length;
			this.lengths = Arrays.copyOf(this.lengths, count + 1);
			this.offsets = Arrays.copyOf(this.offsets, count + 1);
			this.signs = Arrays.copyOf(this.signs, count + 1);
			this.formats = Arrays.copyOf(this.formats, count + 1);
			int i = count;
			for (; i > 0 && this.lengths[i - 1] > length; i--) {
				this.lengths[i] = this.lengths[i - 1];
				this.offsets[i] = this.offsets[i - 1];
				this.signs[i] = this.signs[i - 1];
				this.formats[i] = this.formats[i - 1];
			}
			this.lengths[i] = length;
			this.offsets[i] = offset;
			this.signs[i] = (byte) sign;
			this.formats[i] = format;
		}

		/**
		 * Whether nothing in a key of a format ends a run.
		 */
		private static boolean isRun(KeyFormat format) {
			for (KeyFormat.Part part : format.parts()) {
				boolean run = (part.characters() == null) ? part.text().chars().allMatch((c) -> KeyParts.has((byte) c))
						: part.characters() != CharacterClass.P;
				if (!run) {
					return false;
				}
			}
			return true;
		}

		/**
		 * Where the longest key ends, or -1 when there is none.
		 * @param last how far a sign may be away
		 */
		int end(CharSequence text, byte[] ascii, int start, int last) {
			int longest = -1;
			int[] lengths = this.lengths;
			int[] offsets = this.offsets;
			byte[] signs = this.signs;
			for (int i = 0; i < lengths.length && lengths[i] <= last; i++) {
				if (ascii[start + offsets[i]] == signs[i]) {
					longest = Math.max(longest, this.formats[i].end(text, start));
				}
			}
			return longest;
		}

	}

}
