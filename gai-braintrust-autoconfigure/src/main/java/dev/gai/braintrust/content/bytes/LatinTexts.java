package dev.gai.braintrust.content.bytes;

/**
 * Tells texts of which the virtual machine keeps one byte for each character: they have
 * no others than those of ISO 8859-1, and their bytes can be copied as they are. It does
 * not say so, but walks through such a text with something else than through others.
 * Where it makes no difference, no text is known to be one.
 */
final class LatinTexts {

	private static final Class<?> NARROW = walk("a");

	private static final boolean KNOWN = NARROW != walk("\u3042");

	private LatinTexts() {
	}

	/**
	 * Whether a text is known to be one.
	 * @param text the text
	 * @return {@code false} also for a text that is one but is kept as others are
	 */
	static boolean isOne(String text) {
		return KNOWN && walk(text) == NARROW;
	}

	private static Class<?> walk(String text) {
		return text.chars().spliterator().getClass();
	}

}
