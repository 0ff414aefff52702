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

	static boolean isValid(String pattern) {
		String name = pattern.strip();
		return !name.isEmpty() && name.substring(1, Math.max(1, name.length() - 1)).indexOf(WILDCARD) < 0;
	}

	static NamePattern of(String pattern) {
		if (!isValid(pattern)) {
			throw new IllegalArgumentException("A rule has an empty name, or a * within one: " + pattern);
		}
		String lower = pattern.strip().toLowerCase(Locale.ROOT);
		boolean openStart = lower.charAt(0) == WILDCARD;
		boolean openEnd = lower.charAt(lower.length() - 1) == WILDCARD;
		return new NamePattern(lower.replace(String.valueOf(WILDCARD), ""), openStart, openEnd);
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
