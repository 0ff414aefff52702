package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * Tells whether a piece of text lies within a UUID. Looks at a fixed number of
 * characters.
 */
@Internal
public final class Uuids {

	private static final int LENGTH = 36;

	private Uuids() {
	}

	/**
	 * Whether a piece lies within a UUID.
	 * @param text the text
	 * @param start where the piece begins
	 * @param end behind it
	 * @return whether it does
	 */
	public static boolean isPartOfUuid(CharSequence text, int start, int end) {
		int first = Math.max(0, end - LENGTH);
		for (int i = Math.min(start, text.length() - LENGTH); i >= first; i--) {
			if (isUuidAt(text, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isUuidAt(CharSequence text, int start) {
		for (int i = 0; i < LENGTH; i++) {
			char c = text.charAt(start + i);
			boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
			if (dash ? c != '-' : !Ascii.isHexDigit(c)) {
				return false;
			}
		}
		return true;
	}

}
