package dev.gai.braintrust.content;

/**
 * A view of a text that can be read only so often: a pattern that backtracks without end
 * must not hold up the thread that exports.
 */
final class BoundedText implements CharSequence {

	private final String text;

	private final ReadingAllowance allowance;

	BoundedText(String text, ReadingAllowance allowance) {
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
	 * A configured pattern reads a text far more often than it is long.
	 */
	static final class PatternTooSlowException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		PatternTooSlowException() {
			super("A masking pattern takes too long", null, false, false);
		}

	}

}
