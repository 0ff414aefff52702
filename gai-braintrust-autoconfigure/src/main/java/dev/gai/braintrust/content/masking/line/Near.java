package dev.gai.braintrust.content.masking.line;

/**
 * Searches not far from a place, so that a text of nothing else takes no longer.
 */
final class Near {

	private static final int FAR = 160;

	private Near() {
	}

	/**
	 * Where something begins at a place or behind it, or -1.
	 */
	static int next(String text, String what, int from) {
		int found = text.substring(from, Math.min(text.length(), from + FAR)).indexOf(what);
		return (found < 0) ? -1 : from + found;
	}

	/**
	 * Where something begins before a place, or -1.
	 */
	static int last(String text, String what, int before) {
		int from = Math.max(0, before - FAR);
		char first = what.charAt(0);
		for (int i = Math.min(before, text.length()) - what.length(); i >= from; i--) {
			if (text.charAt(i) == first && text.startsWith(what, i)) {
				return i;
			}
		}
		return -1;
	}

}
