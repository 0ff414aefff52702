package dev.gai.braintrust.replay.cassette;

import org.jspecify.annotations.Nullable;

/**
 * A place where a request differs from a recorded one.
 *
 * @param path where it is, JSONPath within a body of JSON
 * @param recorded what was recorded, {@code null} if nothing was
 * @param asked what was asked, {@code null} if nothing was
 * @param weight how much it differs, 1 for all of it
 * @since 0.1.0
 */
public record Difference(String path, @Nullable String recorded, @Nullable String asked, double weight) {

	private static final int LONGEST = 160;

	private static final int BEFORE = 40;

	/**
	 * The difference as text.
	 * @return three lines, cut around the first difference
	 */
	public String text() {
		int from = Math.max(0, common(this.recorded, this.asked) - BEFORE);
		return this.path + "\n  recorded: " + shown(this.recorded, from) + "\n  asked:    " + shown(this.asked, from);
	}

	private static int common(@Nullable String left, @Nullable String right) {
		int at = 0;
		while (left != null && right != null && at < Math.min(left.length(), right.length())
				&& left.charAt(at) == right.charAt(at)) {
			at++;
		}
		return at;
	}

	private static String shown(@Nullable String text, int from) {
		if (text == null) {
			return "nothing";
		}
		int start = (from < text.length()) ? from : 0;
		int end = Math.min(text.length(), start + LONGEST);
		return ((start > 0) ? "…" : "") + text.substring(start, end).replace("\r", "\\r").replace("\n", "\\n")
				+ ((end < text.length()) ? "…" : "");
	}

}
