package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.util.Objects;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The exact cost of one call in US dollars, without rounding. An amount is never
 * negative. Immutable.
 *
 * @param inputUsd cost of the input, caches and audio included
 * @param outputUsd cost of the output, reasoning and audio included
 * @param totalUsd cost of the call: input, output, and what is neither, such as web
 * searches and fees per request
 * @param source where the price came from, for example {@code bundled:genai-prices@0.1.8}
 * or {@code override}
 * @since 0.1.0
 */
@PublicApi
public record Cost(BigDecimal inputUsd, BigDecimal outputUsd, BigDecimal totalUsd, String source) {

	/** The source of a price that the application states itself. */
	public static final String OVERRIDE = "override";

	/**
	 * Creates a cost.
	 * @param inputUsd cost of the input
	 * @param outputUsd cost of the output
	 * @param totalUsd cost of the call
	 * @param source where the price came from
	 * @throws IllegalArgumentException if an amount is negative
	 */
	public Cost {
		Objects.requireNonNull(source, "source");
		if (inputUsd.signum() < 0 || outputUsd.signum() < 0 || totalUsd.signum() < 0) {
			throw new IllegalArgumentException(
					"A cost is not negative: input " + inputUsd + ", output " + outputUsd + ", total " + totalUsd);
		}
	}

}
