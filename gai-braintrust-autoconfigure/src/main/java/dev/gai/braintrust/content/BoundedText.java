package dev.gai.braintrust.content;

/**
 * A view of a text that can be read only so often: a pattern that backtracks without end
 * must not hold up the thread that exports.
 */
final class BoundedText implements CharSequence {

	private final String text;

	private final Allowance allowance;

	BoundedText(String text, Allowance allowance) {
		this.text = text;
		this.allowance = allowance;
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public char charAt(int index) {
		this.allowance.spend();
		return this.text.charAt(index);
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return this.text.subSequence(start, end);
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * How many characters may still be read. One allowance serves a whole field, so that
	 * many small texts cannot add up to what one large text may not do.
	 */
	static final class Allowance {

		private static final long BASE = 1_000_000;

		private static final long PER_CHARACTER = 200;

		private static final long LOOK_AT_CLOCK = 0xFFF;

		private final PatternTime time;

		private long left = BASE;

		Allowance(PatternTime time) {
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

		private void spend() {
			if (--this.left < 0 || ((this.left & LOOK_AT_CLOCK) == 0 && this.time.isOver())) {
				throw new PatternTooSlowException();
			}
		}

	}

	/**
	 * A configured pattern reads a text far more often than it is long.
	 */
	static final class PatternTooSlowException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		PatternTooSlowException() {
			super("A masking pattern takes too long", null, false, false);
		}

	}

}
