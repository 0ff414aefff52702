package dev.gai.braintrust.response.usage;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads numbers of JSON, which may also be text, within bounds: what comes from outside
 * must not take long to print or to parse.
 */
final class JsonNumber {

	/** No number of tokens has more digits; a longer text is not worth parsing. */
	private static final int MAX_DIGITS = 32;

	private static final int MAX_BITS = 128;

	private JsonNumber() {
	}

	/**
	 * Reads a number.
	 * @param raw the parsed value
	 * @return the number, {@code null} if this is none or is negative
	 */
	static @Nullable BigDecimal decimal(@Nullable Object raw) {
		Object number = raw;
		if (number instanceof JsonNode node) {
			number = node.isNumber() ? node.numberValue() : node.isString() ? node.stringValue() : null;
		}
		if (!(number instanceof Number || number instanceof CharSequence) || isHuge(number)) {
			return null;
		}
		try {
			String digits = number.toString().strip();
			BigDecimal decimal = (digits.length() <= MAX_DIGITS) ? new BigDecimal(digits) : BigDecimal.ONE.negate();
			return (decimal.signum() >= 0 && Math.abs((long) decimal.scale()) <= MAX_DIGITS) ? decimal : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Reads a number of things.
	 * @param raw the parsed value
	 * @return the number, {@code null} if this is no whole number or is negative
	 */
	static @Nullable Long count(@Nullable Object raw) {
		if (raw == null || raw instanceof Long || raw instanceof Integer) {
			long plain = (raw instanceof Number number) ? number.longValue() : -1;
			return (plain >= 0) ? plain : null;
		}
		try {
			BigDecimal number = decimal(raw);
			return (number != null) ? Long.valueOf(number.longValueExact()) : null;
		}
		catch (ArithmeticException ex) {
			return null;
		}
	}

	/**
	 * Whether a number has more digits than are worth printing.
	 */
	private static boolean isHuge(@Nullable Object number) {
		return (number instanceof BigDecimal decimal && decimal.unscaledValue().bitLength() > MAX_BITS)
				|| (number instanceof BigInteger integer && integer.bitLength() > MAX_BITS);
	}

}
