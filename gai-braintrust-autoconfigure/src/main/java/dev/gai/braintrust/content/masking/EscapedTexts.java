package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Texts within a text, as in JSON that is a text itself: what stands in quotes and has
 * escape sequences is searched once more as what it means, so that lines are lines there
 * as well. Two levels deep. Not thread-safe.
 */
final class EscapedTexts {

	private static final int SHORTEST = 12;

	private static final int LARGEST_KEPT = 65_536;

	private static final int MOST_LEVELS = 2;

	private final int level;

	/** Made for the first text with escape sequences. */
	private @Nullable SecretSearch inner;

	private final StringBuilder plain = new StringBuilder();

	/** Where each character of the plain text comes from. */
	private int[] origins = {};

	EscapedTexts(int level) {
		this.level = level;
	}

	/**
	 * Find what is secret in such texts.
	 */
	void find(String text, SecretFinder.Findings findings) {
		if (this.level == MOST_LEVELS || text.indexOf('\\') < 0) {
			return;
		}
		int open = text.indexOf('"');
		while (open >= 0) {
			boolean escaped = false;
			int end = open + 1;
			while (end < text.length() && text.charAt(end) != '"') {
				boolean escape = text.charAt(end) == '\\';
				escaped |= escape;
				end += escape ? 2 : 1;
			}
			if (escaped && end - open > SHORTEST) {
				search(text, open + 1, Math.min(end, text.length()), findings);
			}
			open = (end < text.length()) ? text.indexOf('"', end + 1) : -1;
		}
	}

	private void search(String text, int start, int end, SecretFinder.Findings findings) {
		decode(text, start, end);
		SecretSearch search = this.inner;
		if (search == null) {
			search = new SecretSearch(new TextBytes(), this.level + 1);
			this.inner = search;
		}
		int[] origins = this.origins;
		search.find(this.plain.toString(),
				(from, to, replacement) -> findings.replace(origins[from], origins[to], escaped(replacement)));
		this.plain.setLength(0);
		if (origins.length > LARGEST_KEPT) {
			this.origins = new int[0];
			this.plain.trimToSize();
		}
	}

	private void decode(String text, int start, int end) {
		this.plain.setLength(0);
		if (this.origins.length <= end - start) {
			this.origins = new int[end - start + 1];
		}
		int i = start;
		while (i < end) {
			this.origins[this.plain.length()] = i;
			char c = text.charAt(i);
			char next = (c == '\\' && i + 1 < end) ? text.charAt(i + 1) : '\0';
			this.plain.append((next != '\0') ? meaning(next) : c);
			// The digits behind \\u stay: no secret is known by them.
			i += (next != '\0') ? 2 : 1;
		}
		this.origins[this.plain.length()] = end;
	}

	private static char meaning(char escaped) {
		return switch (escaped) {
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'b', 'f', 'u' -> ' ';
			default -> escaped;
		};
	}

	private static String escaped(String replacement) {
		return (replacement.indexOf('"') < 0) ? replacement : replacement.replace("\\", "\\\\").replace("\"", "\\\"");
	}

}
