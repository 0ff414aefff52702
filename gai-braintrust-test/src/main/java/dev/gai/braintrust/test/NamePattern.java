package dev.gai.braintrust.test;

import java.util.regex.Pattern;

import dev.gai.braintrust.promise.Internal;

/**
 * A name in which {@code *} stands for anything, also for nothing. Immutable.
 *
 * @since 0.1.0
 */
@Internal
public final class NamePattern {

	private final String text;

	private final Pattern regex;

	/**
	 * Creates a pattern.
	 * @param text the name; {@code \*} and {@code *} both match a star
	 */
	public NamePattern(String text) {
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
	public boolean matches(String name) {
		return this.regex.matcher(TreeLine.oneLine(name)).matches();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
