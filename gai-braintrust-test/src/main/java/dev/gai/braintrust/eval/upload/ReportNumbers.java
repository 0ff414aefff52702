package dev.gai.braintrust.eval.upload;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Figures as a report shows them.
 */
final class ReportNumbers {

	static final String NONE = "–";

	private ReportNumbers() {
	}

	static String score(@Nullable Double value) {
		return (value == null) ? NONE : String.format(Locale.ROOT, "%.2f", value);
	}

	static String change(@Nullable Double now, @Nullable Double before) {
		if (now == null || before == null) {
			return NONE;
		}
		double change = Math.round((now - before) * 1000) / 1000.0;
		return (change == 0) ? "±0" : String.format(Locale.ROOT, "%+.2f", change).replace('-', '−');
	}

	static String p(@Nullable Double value) {
		if (value == null) {
			return NONE;
		}
		return (value < 0.001) ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
	}

	static String usd(BigDecimal usd) {
		if (usd.signum() == 0) {
			return "$0";
		}
		BigDecimal rounded = usd.round(new MathContext(3)).stripTrailingZeros();
		return "$" + rounded.setScale(Math.max(2, rounded.scale())).toPlainString();
	}

	static String count(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
