package dev.gai.braintrust.test;

import java.util.regex.Pattern;

/**
 * A name in which {@code *} stands for anything, also for nothing. Immutable.
 */
final class NamePattern {

	private final String text;

	private final Pattern regex;

	/**
	 * Creates a pattern.
	 * @param text the name; {@code \*} and {@code *} both match a star
	 */
	NamePattern(String text) {
		this.text = TreeLine.oneLine(text);
		StringBuilder regex = new StringBuilder();
		for (String part : this.text.replace("\\*", "*").split("\\*", -1)) {
			regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "(?:)" : Pattern.quote(part));
		}
		this.regex = Pattern.compile(regex.toString());
	}

	/**
	 * Whether a name is one of these.
	 * @param name any name
	 * @return whether it matches
	 */
	boolean matches(String name) {
		return this.regex.matcher(TreeLine.oneLine(name)).matches();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
