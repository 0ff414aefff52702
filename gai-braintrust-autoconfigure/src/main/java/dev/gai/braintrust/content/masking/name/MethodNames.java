package dev.gai.braintrust.content.masking.name;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * Names of methods that take a secret, by their last two letters: most calls are of
 * others.
 */
public final class MethodNames {

	private static final int BITS = 5;

	private static final String[] NONE = {};

	private final String[][] byEnding = new String[1 << (2 * BITS)][];

	/**
	 * Creates a list of names.
	 * @param names in small letters, or how they end
	 */
	public MethodNames(String... names) {
		for (String name : names) {
			int ending = ending(name.charAt(name.length() - 2), name.charAt(name.length() - 1));
			String[] before = (this.byEnding[ending] != null) ? this.byEnding[ending] : NONE;
			String[] more = new String[before.length + 1];
			System.arraycopy(before, 0, more, 0, before.length);
			more[before.length] = name;
			this.byEnding[ending] = more;
		}
	}

	private static int ending(char before, char last) {
		return (before & 0x1f) << BITS | (last & 0x1f);
	}

	/**
	 * Whether one of the names, of any case, ends before a place.
	 * @param text the text
	 * @param end the place
	 * @return whether one does
	 */
	public boolean endAt(CharSequence text, int end) {
		String[] names = this.byEnding[ending(Characters.at(text, end - 2), Characters.at(text, end - 1))];
		if (names != null) {
			for (String name : names) {
				if (Characters.startsWith(text, end - name.length(), name)) {
					return true;
				}
			}
		}
		return false;
	}

}
