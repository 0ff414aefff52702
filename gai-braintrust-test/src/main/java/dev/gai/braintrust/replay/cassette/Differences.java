package dev.gai.braintrust.replay.cassette;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Compares a request with a recorded one, both without what must not be kept. Numbers are
 * equal by their value, fields in any order. What is ignored in one of them is equal to
 * anything, and what is masked in the recorded one too.
 *
 * @since 0.1.0
 */
public final class Differences {

	private static final int MOST = 1000;

	private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

	private static final Pattern MASKED = Pattern.compile("\\[masked(?::[a-z-]+)?]");

	/** Another path is another question. */
	private static final double ROUTE = 5;

	private final List<Difference> found = new ArrayList<>();

	private Differences() {
	}

	/**
	 * The differences between two requests.
	 * @param recorded what was recorded
	 * @param asked what was asked
	 * @return the differences, empty if the recording answers what was asked
	 */
	public static List<Difference> between(CassetteRequest recorded, CassetteRequest asked) {
		Differences differences = new Differences();
		Map<String, @Nullable Object> left = recorded.facts();
		Map<String, @Nullable Object> right = asked.facts();
		names(left, right).forEach((name) -> differences.compare(name, left.get(name), right.get(name)));
		return differences.found;
	}

	/**
	 * How far a request is from a recorded one.
	 * @param differences the differences
	 * @return the sum, 0 for none
	 */
	public static double distance(List<Difference> differences) {
		return differences.stream().mapToDouble(Difference::weight).sum();
	}

	private static Set<String> names(Map<?, ?> left, Map<?, ?> right) {
		Set<String> names = new TreeSet<>();
		left.keySet().forEach((name) -> names.add(String.valueOf(name)));
		right.keySet().forEach((name) -> names.add(String.valueOf(name)));
		return names;
	}

	private void compare(String path, @Nullable Object recorded, @Nullable Object asked) {
		if (this.found.size() >= MOST || isIgnored(recorded) || isIgnored(asked)) {
			return;
		}
		if (recorded instanceof Map<?, ?> left && asked instanceof Map<?, ?> right) {
			names(left, right).forEach((name) -> compare(child(path, name), left.get(name), right.get(name)));
		}
		else if (recorded instanceof List<?> left && asked instanceof List<?> right) {
			for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
				compare(path + "[" + i + "]", (i < left.size()) ? left.get(i) : null,
						(i < right.size()) ? right.get(i) : null);
			}
		}
		else if (!isEqual(recorded, asked)) {
			String left = shown(recorded);
			String right = shown(asked);
			double weight = path.equals("path") || path.equals("method") ? ROUTE : unlike(left, right);
			this.found.add(new Difference(path, left, right, weight));
		}
	}

	private static boolean isIgnored(@Nullable Object value) {
		return Redaction.IGNORED.equals(value);
	}

	private static String child(String path, String name) {
		return path + (PLAIN_NAME.matcher(name).matches() ? "." + name : "['" + name + "']");
	}

	private static boolean isEqual(@Nullable Object recorded, @Nullable Object asked) {
		if (recorded instanceof Number left && asked instanceof Number right) {
			return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
		}
		if (recorded == null || asked == null) {
			return recorded == asked;
		}
		return recorded.equals(asked) || (recorded instanceof String pattern && MASKED.matcher(pattern).find()
				&& isLike(pattern, asked.toString()));
	}

	/** Both differ only where the recorded text is masked. */
	private static boolean isLike(String masked, String text) {
		String[] parts = MASKED.split(masked, -1);
		int at = parts[0].length();
		if (!text.startsWith(parts[0])) {
			return false;
		}
		for (int i = 1; i < parts.length - 1; i++) {
			int next = text.indexOf(parts[i], at);
			if (next < 0) {
				return false;
			}
			at = next + parts[i].length();
		}
		String last = parts[parts.length - 1];
		return text.length() - last.length() >= at && text.endsWith(last);
	}

	private static @Nullable String shown(@Nullable Object value) {
		return (value != null) ? CassetteJson.compact(value) : null;
	}

	/** By what both begin and end with, which is enough to find what is nearest. */
	private static double unlike(@Nullable String left, @Nullable String right) {
		if (left == null || right == null) {
			return 1;
		}
		int shorter = Math.min(left.length(), right.length());
		int start = 0;
		while (start < shorter && left.charAt(start) == right.charAt(start)) {
			start++;
		}
		int end = 0;
		while (end < shorter - start
				&& left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
			end++;
		}
		return 1 - 0.9 * (start + end) / Math.max(left.length(), right.length());
	}

}
