package dev.gai.braintrust.content.masking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gai.braintrust.content.masking.text.KeyParts;

/**
 * The formats of keys that are known, by their first characters. Read once, on the first
 * text that is long enough to hold a key.
 */
final class KeyFormats {

	static final List<KeyFormat> ALL = read();

	/** Their beginning may be anything. */
	private static final KeyFormat[] WITHOUT_PREFIX = where((format) -> format.prefix().isEmpty());

	private static final int ASCII = 128;

	private static final KeyFormat[] NONE = {};

	/** By their first two characters. */
	private static final KeyFormat[][] BY_PREFIX = byPrefix();

	/**
	 * How long the word is at least with which a key begins, by a number made of its
	 * first three characters; 0 where none begins.
	 */
	private static final int[] SHORTEST_WORDS = shortestWords();

	/** How far from its beginning such a key has a certain sign, in order. */
	private static final int[] OFFSETS;

	private static final byte[] SIGNS;

	private static final KeyFormat[] SIGNED;

	static {
		List<Signed> signed = Arrays.stream(WITHOUT_PREFIX)
			.flatMap(Signed::of)
			.sorted(Comparator.comparingInt(Signed::offset))
			.toList();
		OFFSETS = signed.stream().mapToInt(Signed::offset).toArray();
		SIGNS = new byte[OFFSETS.length];
		SIGNED = new KeyFormat[OFFSETS.length];
		for (int i = 0; i < OFFSETS.length; i++) {
			SIGNS[i] = (byte) signed.get(i).sign;
			SIGNED[i] = signed.get(i).format;
		}
	}

	private KeyFormats() {
	}

	/**
	 * Where the longest key ends that begins with a word, or -1 when none does.
	 * @param ascii one byte for each character
	 * @param end how far what a key may consist of goes
	 */
	static int end(CharSequence text, byte[] ascii, int start, int end) {
		int longest = -1;
		if (start + 2 < text.length()) {
			int shortest = SHORTEST_WORDS[number(ascii[start], ascii[start + 1], ascii[start + 2])];
			if (shortest > 0 && ascii[start + 1] >= 0 && isWord(ascii, start, start + shortest)) {
				longest = longest(BY_PREFIX[ascii[start] * ASCII + ascii[start + 1]], text, start);
			}
		}
		return (longest > 0) ? longest : endWithoutPrefix(text, ascii, start, end);
	}

	/**
	 * Where the longest key ends whose first characters may be any, or -1 when none does.
	 * @param end how far a sign may be away, with one more
	 */
	static int endWithoutPrefix(CharSequence text, byte[] ascii, int start, int end) {
		int longest = -1;
		int last = Math.min(end, text.length() - 1) - start;
		for (int i = 0; i < OFFSETS.length && OFFSETS[i] <= last; i++) {
			if (ascii[start + OFFSETS[i]] == SIGNS[i]) {
				longest = Math.max(longest, SIGNED[i].end(text, start));
			}
		}
		return longest;
	}

	private static boolean isWord(byte[] ascii, int start, int end) {
		if (end > ascii.length) {
			return false;
		}
		for (int i = start; i < end; i++) {
			if (!KeyParts.isWord(ascii[i])) {
				return false;
			}
		}
		return true;
	}

	private static int number(int first, int second, int third) {
		return ((first << 16 | second << 8 | third) * 0x9e3779b1) >>> 19;
	}

	private static int[] shortestWords() {
		int[] shortest = new int[1 << 13];
		for (KeyFormat format : where((any) -> !any.prefix().isEmpty())) {
			add(format.prefix(), Math.max(1, format.shortestWord()), shortest);
		}
		add("eyJ", 3, shortest);
		return shortest;
	}

	private static void add(String prefix, int word, int[] shortest) {
		if (prefix.length() >= 3) {
			int number = number(prefix.charAt(0), prefix.charAt(1), prefix.charAt(2));
			shortest[number] = (shortest[number] == 0) ? word : Math.min(shortest[number], word);
			return;
		}
		for (char next = 0; next < ASCII; next++) {
			add(prefix + next, word, shortest);
		}
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
		ALL.stream()
			.filter((format) -> !format.prefix().isEmpty())
			.collect(Collectors.groupingBy(KeyFormats::firstTwo))
			.forEach((key, all) -> formats[key] = all.toArray(KeyFormat[]::new));
		// A prefix of one character goes with any second one.
		for (KeyFormat single : where((format) -> format.prefix().length() == 1)) {
			for (int second = 0; second < ASCII; second++) {
				int key = single.prefix().charAt(0) * ASCII + second;
				formats[key] = Stream.concat(Stream.of(single), Arrays.stream(formats[key]))
					.distinct()
					.toArray(KeyFormat[]::new);
			}
		}
		return formats;
	}

	private static int firstTwo(KeyFormat format) {
		String prefix = format.prefix();
		return prefix.charAt(0) * ASCII + ((prefix.length() > 1) ? prefix.charAt(1) : 0);
	}

	private static KeyFormat[] where(Predicate<KeyFormat> condition) {
		return ALL.stream().filter(condition).toArray(KeyFormat[]::new);
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
	 * A sign of a key that has it at a certain distance from its beginning: the last one
	 * of which that is known, or the first of several distances.
	 *
	 * @param offset the distance
	 */
	private record Signed(KeyFormat format, int offset, char sign) {

		static Stream<Signed> of(KeyFormat format) {
			List<Signed> signs = List.of();
			int least = 0;
			int most = 0;
			for (KeyFormat.Part part : format.parts()) {
				if (part.characters() == null) {
					if (least < most) {
						return signs.isEmpty() ? between(format, least, most, part.text().charAt(0)) : signs.stream();
					}
					int colon = part.text().indexOf(':');
					int sign = (colon >= 0) ? colon : part.text().length() - 1;
					signs = List.of(new Signed(format, least + sign, part.text().charAt(sign)));
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
			return signs.stream();
		}

		private static Stream<Signed> between(KeyFormat format, int least, int most, char sign) {
			return IntStream.rangeClosed(least, most).mapToObj((offset) -> new Signed(format, offset, sign));
		}

	}

}
