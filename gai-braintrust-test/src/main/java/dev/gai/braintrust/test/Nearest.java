package dev.gai.braintrust.test;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The name that was probably meant.
 */
final class Nearest {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_LISTED = 20;

	private Nearest() {
	}

	/**
	 * The name with the fewest letters to change.
	 * @param wanted the name that is not there
	 * @param names those that are
	 * @return the nearest, {@code null} if there is none at all
	 */
	static @Nullable String of(String wanted, Collection<String> names) {
		String nearest = null;
		int least = Integer.MAX_VALUE;
		for (String name : names) {
			int distance = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
			if (distance < least) {
				least = distance;
				nearest = name;
			}
		}
		return nearest;
	}

	/**
	 * Lists names, each once, with how often it is there.
	 * @param names the names
	 * @return {@code `search` ×2, `chart`}, or {@code none}
	 */
	static String list(Collection<String> names) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		names.forEach((name) -> counts.merge(name, 1, Integer::sum));
		String list = counts.entrySet()
			.stream()
			.limit(MAX_LISTED)
			.map((entry) -> "`" + entry.getKey() + "`" + ((entry.getValue() > 1) ? " ×" + entry.getValue() : ""))
			.collect(Collectors.joining(", "));
		return counts.isEmpty() ? "none" : (counts.size() > MAX_LISTED) ? list + ", …" : list;
	}

	private static int distance(String left, String right) {
		String from = cut(left);
		String to = cut(right);
		int[] above = new int[to.length() + 1];
		for (int column = 0; column <= to.length(); column++) {
			above[column] = column;
		}
		for (int row = 1; row <= from.length(); row++) {
			int[] current = new int[to.length() + 1];
			current[0] = row;
			for (int column = 1; column <= to.length(); column++) {
				int change = above[column - 1] + ((from.charAt(row - 1) == to.charAt(column - 1)) ? 0 : 1);
				current[column] = Math.min(change, 1 + Math.min(above[column], current[column - 1]));
			}
			above = current;
		}
		return above[to.length()];
	}

	private static String cut(String text) {
		return (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
	}

}
