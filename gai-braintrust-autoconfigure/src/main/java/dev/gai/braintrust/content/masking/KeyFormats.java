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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * The formats of keys that are known, by their first characters. Read once, on the first
 * text that is long enough to hold a key.
 */
final class KeyFormats {

	static final List<KeyFormat> ALL = read();

	/** Their beginning may be anything. */
	private static final KeyFormat[] WITHOUT_PREFIX = where((format) -> format.prefix().isEmpty());

	private static final int SHORTEST_WITHOUT_PREFIX = Arrays.stream(WITHOUT_PREFIX)
		.mapToInt(KeyFormat::shortest)
		.min()
		.orElse(0);

	private static final int ASCII = 128;

	private static final KeyFormat[] NONE = {};

	/** By their first two characters. */
	private static final KeyFormat[][] BY_PREFIX = byPrefix();

	private KeyFormats() {
	}

	/**
	 * Where the longest key ends that begins at a place, or -1 when none does.
	 * @param limit how far the key may go, or a little less
	 */
	static int end(CharSequence text, int start, int limit) {
		char first = text.charAt(start);
		char second = Characters.at(text, start + 1);
		KeyFormat[] candidates = (first < ASCII && second < ASCII) ? BY_PREFIX[first * ASCII + second] : NONE;
		int end = longest(candidates, text, start);
		return (end >= 0 || limit - start < SHORTEST_WITHOUT_PREFIX) ? end : longest(WITHOUT_PREFIX, text, start);
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

}
