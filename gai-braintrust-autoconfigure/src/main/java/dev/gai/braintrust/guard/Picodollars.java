package dev.gai.braintrust.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts in trillionths of a US dollar, which threads can add up without a lock. A token
 * at a price with up to six decimals for a million of them is a whole number; what is
 * finer is rounded, call by call. Holds up to nine million dollars.
 *
 * @since 0.1.0
 */
public final class Picodollars {

	private static final int SCALE = 12;

	/** A single call does not cost more; a sum of many must not overflow. */
	private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

	private Picodollars() {
	}

	/**
	 * Converts an amount.
	 * @param usd US dollars; more than a million count as a million
	 * @return trillionths
	 */
	public static long of(BigDecimal usd) {
		return PlainNumbers.amount(usd, MAX, SCALE)
			.setScale(SCALE, RoundingMode.HALF_EVEN)
			.unscaledValue()
			.longValueExact();
	}

	/**
	 * Converts an amount.
	 * @param picodollars trillionths of a US dollar
	 * @return US dollars, without zeros at the end
	 */
	public static BigDecimal toUsd(long picodollars) {
		BigDecimal usd = BigDecimal.valueOf(picodollars, SCALE).stripTrailingZeros();
		return (usd.scale() < 0) ? usd.setScale(0) : usd;
	}

}
