package dev.gai.braintrust.content;

/**
 * How many characters may still be read. One allowance serves a whole field, so that many
 * small texts cannot add up to what one large text may not do.
 */
final class ReadingAllowance {

	private static final long BASE = 1_000_000;

	private static final long PER_CHARACTER = 200;

	private static final long LOOK_AT_CLOCK = 0xFFF;

	private final PatternTime time;

	private long left = BASE;

	ReadingAllowance(PatternTime time) {
		this.time = time;
	}

	/**
	 * Another field.
	 */
	void reset() {
		this.left = BASE;
	}

	void extendFor(String text) {
		this.left += PER_CHARACTER * text.length();
	}

	void spend() {
		if (--this.left < 0 || ((this.left & LOOK_AT_CLOCK) == 0 && this.time.isOver())) {
			throw new BoundedText.PatternTooSlowException();
		}
	}

}
