package dev.gai.braintrust.trace;

import java.math.BigDecimal;

import dev.gai.braintrust.guard.PlainNumbers;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Figures that cannot be. They are refused alike inside and outside of a span, so that a
 * mistake shows in the first test and not only where spans are recorded.
 */
final class PossibleFigures {

	/** No call costs more, but the sum of all may be a sum of these. */
	private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

	/** Finer than any price. */
	private static final int DECIMALS = 30;

	private PossibleFigures() {
	}

	static @Nullable Usage unlessPossible(@Nullable Usage usage) {
		String negative = (usage != null) ? usage.firstNegative() : null;
		if (negative != null) {
			throw new IllegalArgumentException("Usage must not be negative: " + negative);
		}
		return usage;
	}

	static @Nullable BigDecimal unlessPossible(@Nullable BigDecimal usd) {
		if (usd != null && usd.signum() < 0) {
			throw new IllegalArgumentException("Cost must not be negative: " + usd);
		}
		return (usd != null) ? PlainNumbers.amount(usd, MOST, DECIMALS) : null;
	}

	static double unlessScore(String name, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new IllegalArgumentException("Score '" + name + "' must be a number from 0 to 1: " + value);
		}
		return value;
	}

}
