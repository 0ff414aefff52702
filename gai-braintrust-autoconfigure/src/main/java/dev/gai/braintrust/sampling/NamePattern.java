package dev.gai.braintrust.sampling;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A name, or with a {@code *} at its start or end the names that end or start so. Upper
 * and lower case do not matter.
 */
final class NamePattern {

	private static final char WILDCARD = '*';

	private final String text;

	private final boolean openStart;

	private final boolean openEnd;

	private NamePattern(String text, boolean openStart, boolean openEnd) {
		this.text = text;
		this.openStart = openStart;
		this.openEnd = openEnd;
	}

	static NamePattern of(String pattern) {
		String lower = pattern.strip().toLowerCase(Locale.ROOT);
		int start = (!lower.isEmpty() && lower.charAt(0) == WILDCARD) ? 1 : 0;
		int end = (lower.length() > start && lower.charAt(lower.length() - 1) == WILDCARD) ? lower.length() - 1
				: lower.length();
		String text = lower.substring(start, end);
		if (lower.isEmpty() || text.indexOf(WILDCARD) >= 0) {
			throw new IllegalArgumentException("is no name, or has a * that is neither its start nor its end");
		}
		boolean any = text.isEmpty();
		return new NamePattern(text, start > 0, any || end < lower.length());
	}

	boolean matches(@Nullable String name) {
		if (name == null) {
			return false;
		}
		String lower = name.toLowerCase(Locale.ROOT);
		if (this.openStart && this.openEnd) {
			return lower.contains(this.text);
		}
		if (this.openStart) {
			return lower.endsWith(this.text);
		}
		return this.openEnd ? lower.startsWith(this.text) : lower.equals(this.text);
	}

}
