package dev.gai.braintrust.autoconfigure.properties;

import java.util.regex.Pattern;

/**
 * A Braintrust API key or service token, or another secret. It does not show itself:
 * {@link #toString()} prints asterisks. Any text can be held; whether it can be a key is
 * checked when the application starts, in a way that does not repeat it.
 *
 * @since 0.1.0
 */
public final class ApiKey {

	private static final int LONG = 8;

	private final String value;

	private ApiKey(String value) {
		this.value = value;
	}

	/**
	 * Holds a key. Called when properties are bound.
	 * @param value the key
	 * @return the key, hidden
	 */
	public static ApiKey of(String value) {
		return new ApiKey(value);
	}

	int length() {
		return this.value.strip().length();
	}

	/**
	 * Whether there is none.
	 * @return whether the value is empty
	 */
	public boolean isBlank() {
		return this.value.isBlank();
	}

	boolean isWellFormed() {
		return this.value.length() <= 4096
				&& this.value.chars().allMatch((character) -> character > 0x20 && character < 0x7F);
	}

	/**
	 * Whether a text gives the key away.
	 * @param text the text
	 * @return whether the key is in it
	 */
	public boolean isPartOf(String text) {
		if (isBlank() || !text.contains(this.value)) {
			return false;
		}
		// A short one is also a part of words.
		String alone = "(?<![A-Za-z0-9])" + Pattern.quote(this.value) + "(?![A-Za-z0-9])";
		return length() >= LONG || Pattern.compile(alone).matcher(text).find();
	}

	String value() {
		return this.value;
	}

	String authorization() {
		return "Bearer " + this.value;
	}

	@Override
	public String toString() {
		return "***";
	}

}
