package dev.gai.braintrust.content;

import java.math.BigDecimal;
import java.math.BigInteger;

import dev.gai.braintrust.content.snapshot.ImmutableNumbers;

/**
 * Numbers as JSON knows them. A number nobody would read in full is described instead:
 * its digits may be more than the budget, and cannot be cut.
 */
final class JsonNumbers {

	private static final int MAX_BITS = 4096;

	private static final int MAX_ZEROS = 100;

	/** They fit into a {@code long}. */
	static final int FEW_DIGITS = 18;

	private JsonNumbers() {
	}

	/**
	 * A number that {@link #text} can write, or a text.
	 */
	static Object writable(Number number) {
		Object plain = ImmutableNumbers.of(number);
		if (plain instanceof BigInteger integer) {
			return (integer.bitLength() > MAX_BITS) ? describe(integer) : integer;
		}
		if (plain instanceof BigDecimal decimal) {
			if (decimal.precision() <= FEW_DIGITS) {
				return decimal;
			}
			BigInteger digits = decimal.unscaledValue();
			return (digits.bitLength() > MAX_BITS) ? describe(digits) : decimal;
		}
		return plain;
	}

	/**
	 * Plain digits, except where these would be mostly zeros: {@code 1E+1000000000} is a
	 * gigabyte of them.
	 */
	static String text(Number number) {
		if (number instanceof BigDecimal decimal) {
			return (Math.abs((long) decimal.scale()) > MAX_ZEROS) ? decimal.toString() : decimal.toPlainString();
		}
		return number.toString();
	}

	private static String describe(BigInteger integer) {
		return "<number of " + integer.bitLength() + " bits>";
	}

}
