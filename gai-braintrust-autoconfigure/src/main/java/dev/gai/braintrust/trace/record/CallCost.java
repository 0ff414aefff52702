package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost, where that figure is from, and else why there is none.
 *
 * @param usd the cost in US dollars, {@code null} if it is not known
 * @param source {@code set} by the application, {@code reported} by the provider, or from
 * the list of prices: {@code override} or {@code catalog}
 * @param listUsd the cost by the list of prices, where it is not the cost
 * @param unavailable why the cost is not known
 * @param presumedUsd what a budget counts although the cost is not known
 * @param excludes what the provider may charge beside the cost, {@code null} for nothing
 */
@Internal
public record CallCost(@Nullable BigDecimal usd, @Nullable String source, @Nullable BigDecimal listUsd,
		@Nullable String unavailable, @Nullable BigDecimal presumedUsd, @Nullable String excludes) {

	/** Nothing is known of the cost. */
	public static final CallCost UNKNOWN = new CallCost(null, null, null, null, null, null);

	private static final String SET = "set";

	/**
	 * {@return whether the application has set the cost}
	 */
	public boolean isSet() {
		return SET.equals(this.source);
	}

	static CallCost set(BigDecimal usd) {
		return new CallCost(usd, SET, null, null, null, null);
	}

	static CallCost reported(BigDecimal usd, @Nullable BigDecimal listUsd) {
		return new CallCost(usd, "reported", listUsd, null, null, null);
	}

	static CallCost unavailable(String reason) {
		return new CallCost(null, null, null, reason, null, null);
	}

	static CallCost cancelled(@Nullable BigDecimal presumedUsd) {
		return new CallCost(null, null, null, "cancelled", presumedUsd, null);
	}

}
