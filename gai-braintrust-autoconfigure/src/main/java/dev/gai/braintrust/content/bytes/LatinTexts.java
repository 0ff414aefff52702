package dev.gai.braintrust.content.bytes;

import org.jspecify.annotations.Nullable;

/**
 * Tells texts of which the virtual machine keeps one byte for each character: they have
 * no others than those of ISO 8859-1, and their bytes can be copied as they are. It does
 * not say so, but walks through such a text with something else than through others.
 * Where it makes no difference, no text is known to be one.
 * <p>
 * To begin a walk makes objects, and a text is asked about again when others have been in
 * between: the last few are remembered. Not thread-safe.
 */
final class LatinTexts {

	private static final Class<?> NARROW = walk("a");

	private static final boolean KNOWN = NARROW != walk("\u3042");

	/** A long text in each half of a span, and one beside them. */
	private static final int REMEMBERED = 4;

	/** Nobody may need a longer one any more. */
	private static final int LONGEST = 65_536;

	private final @Nullable String[] remembered = new String[REMEMBERED];

	private int oldest;

	/**
	 * Whether a text is known to be one.
	 * @param text the text
	 * @return {@code false} also for a text that is one but is kept as others are
	 */
	boolean isOne(String text) {
		if (isRemembered(text)) {
			return true;
		}
		boolean one = KNOWN && walk(text) == NARROW;
		if (one && text.length() <= LONGEST) {
			this.remembered[this.oldest] = text;
			this.oldest = (this.oldest + 1) % REMEMBERED;
		}
		return one;
	}

	@SuppressWarnings("ReferenceEquality")
	private boolean isRemembered(String text) {
		for (String each : this.remembered) {
			if (each == text) {
				return true;
			}
		}
		return false;
	}

	private static Class<?> walk(String text) {
		return text.chars().spliterator().getClass();
	}

}
