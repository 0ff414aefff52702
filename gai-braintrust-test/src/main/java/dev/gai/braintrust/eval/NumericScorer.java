package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.score.Score;
import org.jspecify.annotations.Nullable;

/**
 * Compares numbers that may be texts.
 */
final class NumericScorer {

	private NumericScorer() {
	}

	static Scorer within(BigDecimal tolerance) {
		return Scorer.of("numeric", (output) -> {
			if (output.example().expected().isNull()) {
				return List.of();
			}
			BigDecimal expected = number(output.expectedText());
			if (expected == null) {
				throw new IllegalStateException(
						"The expected value of the case is no number: " + output.expectedText());
			}
			BigDecimal given = number(output.text());
			if (given == null) {
				return List.of(Score.of(0).reason("The output is no number"));
			}
			boolean near = given.subtract(expected).abs().compareTo(tolerance) <= 0;
			return List.of(Score.of(near ? 1 : 0));
		});
	}

	private static @Nullable BigDecimal number(String text) {
		try {
			return new BigDecimal(text.strip());
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
