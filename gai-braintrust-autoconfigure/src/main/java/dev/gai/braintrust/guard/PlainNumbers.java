package dev.gai.braintrust.guard;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers of others, which may have millions of digits: {@code 1E-20000000} takes seconds
 * to become a whole number, or to be added to another one. Here all of it takes no time.
 *
 * @since 0.1.0
 */
public final class PlainNumbers {

	/** A {@code long} has nineteen digits. */
	private static final int LONG_DIGITS = 19;

	private static final int MAX_BITS = 4096;

	private static final double DIGITS_PER_BIT = Math.log10(2);

	private PlainNumbers() {
	}

	/**
	 * The whole part of a number.
	 * @param number the number
	 * @return the whole part; the largest or smallest {@code long} for one that is out of
	 * range
	 */
	public static long whole(Number number) {
		if (number instanceof BigDecimal decimal) {
			int bits = decimal.unscaledValue().bitLength();
			if (bits > MAX_BITS) {
				return (bits * DIGITS_PER_BIT > decimal.scale()) ? limit(decimal.signum()) : 0;
			}
			long digits = (long) decimal.precision() - decimal.scale();
			if (digits <= 0) {
				return 0;
			}
			return (digits > LONG_DIGITS) ? limit(decimal.signum()) : limited(decimal.toBigInteger());
		}
		return (number instanceof BigInteger integer) ? limited(integer) : number.longValue();
	}

	private static long limited(BigInteger integer) {
		return (integer.bitLength() < Long.SIZE) ? integer.longValue() : limit(integer.signum());
	}

	private static long limit(int sign) {
		return (sign < 0) ? Long.MIN_VALUE : Long.MAX_VALUE;
	}

	/**
	 * An amount that can be calculated with.
	 * @param amount the amount
	 * @param max what is more counts as this
	 * @param decimals what is less than the last of so many decimals counts as nothing
	 * @return the amount, which is the same unless it is too large, too small or too long
	 */
	public static BigDecimal amount(BigDecimal amount, BigDecimal max, int decimals) {
		int bits = amount.unscaledValue().bitLength();
		if (bits > MAX_BITS) {
			// Nobody writes such an amount, and to count its digits would take a while.
			return (bits * DIGITS_PER_BIT > amount.scale()) ? max : BigDecimal.ZERO;
		}
		if ((long) amount.precision() - amount.scale() < -decimals) {
			return BigDecimal.ZERO;
		}
		return (amount.compareTo(max) > 0) ? max : amount;
	}

}
