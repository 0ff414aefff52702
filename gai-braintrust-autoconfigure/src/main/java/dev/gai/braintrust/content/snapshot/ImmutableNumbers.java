package dev.gai.braintrust.content.snapshot;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import dev.gai.braintrust.promise.Internal;

/**
 * Numbers of any type as numbers that do not change. What JSON has no number for, such as
 * infinity, is a text.
 *
 * @since 0.1.0
 */
@Internal
public final class ImmutableNumbers {

	private ImmutableNumbers() {
	}

	/**
	 * A number as it is now.
	 * @param number any number
	 * @return a number of the JDK that does not change, or a text
	 */
	public static Object of(Number number) {
		if (number instanceof Double || number instanceof Float) {
			return Double.isFinite(number.doubleValue()) ? number : number.toString();
		}
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte
				|| number.getClass() == BigDecimal.class || number.getClass() == BigInteger.class) {
			return number;
		}
		if (number instanceof AtomicInteger || number instanceof AtomicLong || number instanceof LongAdder
				|| number instanceof LongAccumulator) {
			return number.longValue();
		}
		if (number instanceof DoubleAdder || number instanceof DoubleAccumulator) {
			return of(number.doubleValue());
		}
		return parsed(number.toString());
	}

	/**
	 * A number of a type we do not know may change later; its text does not.
	 */
	static Object parsed(String number) {
		try {
			return new BigDecimal(number);
		}
		catch (NumberFormatException ex) {
			return number;
		}
	}

}
