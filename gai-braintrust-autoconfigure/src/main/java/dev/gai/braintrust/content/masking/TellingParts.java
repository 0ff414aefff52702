package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Short texts that are looked for all at once, each by the character of it that is rarest
 * in prose: the JVM finds one character many times faster than anything else, and most of
 * the texts share theirs with others.
 */
final class TellingParts {

	private final List<Tell> tells;

	TellingParts(List<String> parts) {
		Map<Character, List<String>> byTell = parts.stream()
			.collect(Collectors.groupingBy((part) -> part.charAt(tell(part)), TreeMap::new, Collectors.toList()));
		this.tells = byTell.entrySet().stream().map((entry) -> Tell.of(entry.getKey(), entry.getValue())).toList();
	}

	/**
	 * Whether one of them is in a text.
	 * @param text the text
	 * @return whether there is at least one
	 */
	boolean anyIn(String text) {
		for (Tell tell : this.tells) {
			if (tell.anyIn(text)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The first character that is no small letter, else the first.
	 */
	private static int tell(String part) {
		for (int i = 0; i < part.length(); i++) {
			if (part.charAt(i) < 'a' || part.charAt(i) > 'z') {
				return i;
			}
		}
		return 0;
	}

	/** The texts that have the same telling character. */
	private record Tell(char character, String[] parts, int[] places) {

		static Tell of(char character, List<String> parts) {
			return new Tell(character, parts.toArray(String[]::new),
					parts.stream().mapToInt((part) -> part.indexOf(character)).toArray());
		}

		boolean anyIn(String text) {
			for (int i = text.indexOf(this.character); i >= 0; i = text.indexOf(this.character, i + 1)) {
				for (int part = 0; part < this.parts.length; part++) {
					if (text.startsWith(this.parts[part], i - this.places[part])) {
						return true;
					}
				}
			}
			return false;
		}

	}

}
