package dev.gai.braintrust.console;

import org.jspecify.annotations.Nullable;

/**
 * A place in the order of arrival.
 *
 * @param generation changes when the ring is cleared
 * @param sequence number of the last row
 */
record RingPosition(long generation, long sequence) {

	/**
	 * Reads a position.
	 * @param text what {@link #toString()} has written, or anything else
	 * @return the position, {@code null} if it is none
	 */
	static @Nullable RingPosition parse(@Nullable String text) {
		if (text == null || !text.matches("\\d{1,18}-\\d{1,18}")) {
			return null;
		}
		int dash = text.indexOf('-');
		return new RingPosition(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
	}

	@Override
	public String toString() {
		return this.generation + "-" + this.sequence;
	}

}
