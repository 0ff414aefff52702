package dev.gai.braintrust.usage;

import java.math.BigDecimal;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The billing information in the response to a call, other than tokens. Values that the
 * response does not have are {@code null}. Immutable.
 *
 * @param serviceTier tier that served the call, as the provider names it: {@code flex},
 * {@code priority} or {@code batch}, for example
 * @param speed speed of the inference: {@code fast}, for example
 * @param inferenceGeo where the inference ran: {@code us}, for example
 * @param costUsd what the provider charged, in US dollars
 * @param upstreamCostUsd what the provider behind a gateway charged, where it sends a
 * bill of its own
 * @param billedUsage what is charged, where it is not what was used
 * @since 0.1.0
 */
@PublicApi
public record Billing(@Nullable String serviceTier, @Nullable String speed, @Nullable String inferenceGeo,
		@Nullable BigDecimal costUsd, @Nullable BigDecimal upstreamCostUsd, @Nullable Usage billedUsage) {

	/** A bill about which nothing is known. */
	public static final Billing UNKNOWN = new Billing(null, null, null, null, null, null);

	/**
	 * A bill whose tier is known.
	 * @param serviceTier the tier, {@code null} if it is not known
	 * @return the bill
	 */
	public static Billing ofTier(@Nullable String serviceTier) {
		return (serviceTier != null) ? new Billing(serviceTier, null, null, null, null, null) : UNKNOWN;
	}

	/**
	 * A bill whose amount is known.
	 * @param costUsd the amount in US dollars, {@code null} if it is not known; one that
	 * is negative is not one
	 * @return the bill
	 */
	public static Billing ofCost(@Nullable BigDecimal costUsd) {
		return new Billing(null, null, null, costUsd, null, null);
	}

	/**
	 * Creates a bill. A negative amount is no bill and is left out.
	 * @param serviceTier tier that served the call
	 * @param speed speed of the inference
	 * @param inferenceGeo where the inference ran
	 * @param costUsd what the provider charged
	 * @param upstreamCostUsd what the provider behind a gateway charged
	 * @param billedUsage what is charged, where it is not what was used
	 */
	public Billing {
		costUsd = possible(costUsd);
		upstreamCostUsd = possible(upstreamCostUsd);
	}

	/**
	 * This bill, completed from another one.
	 * @param other the other one
	 * @return both
	 */
	public Billing orElse(Billing other) {
		if (this == UNKNOWN || other == UNKNOWN) {
			return (this == UNKNOWN) ? other : this;
		}
		return new Billing(first(this.serviceTier, other.serviceTier), first(this.speed, other.speed),
				first(this.inferenceGeo, other.inferenceGeo), first(this.costUsd, other.costUsd),
				first(this.upstreamCostUsd, other.upstreamCostUsd), first(this.billedUsage, other.billedUsage));
	}

	private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
		return (one != null) ? one : other;
	}

	private static @Nullable BigDecimal possible(@Nullable BigDecimal usd) {
		return (usd != null && usd.signum() >= 0) ? usd : null;
	}

}
