package dev.gai.braintrust.sampling;

/**
 * Keeps a share of traces, chosen by trace id, so that all spans of a trace and all
 * services that use the same ratio come to the same decision. The last 56 bits of a W3C
 * trace id are random (W3C Trace Context Level 2, random-trace-id flag); those are
 * compared.
 */
final class TraceRatio {

	private static final int RANDOM_DIGITS = 14;

	private static final double RANGE = 0x1p56;

	private static final long ALL = 1L << 56;

	private final long threshold;

	/**
	 * Creates a ratio.
	 * @param ratio share of traces that are kept, from 0 to 1
	 */
	TraceRatio(double ratio) {
		if (!(ratio >= 0 && ratio <= 1)) {
			throw new IllegalArgumentException("A ratio must be a number from 0 to 1: " + ratio);
		}
		this.threshold = (long) (ratio * RANGE);
	}

	/**
	 * Whether a trace is kept.
	 * @param traceId 32 hexadecimal digits
	 * @return whether its spans are sent
	 */
	boolean keeps(String traceId) {
		if (this.threshold == ALL || this.threshold == 0) {
			return this.threshold == ALL;
		}
		int digits = traceId.length();
		long random = Long.parseLong(traceId, Math.max(0, digits - RANDOM_DIGITS), digits, 16);
		return random < this.threshold;
	}

}
