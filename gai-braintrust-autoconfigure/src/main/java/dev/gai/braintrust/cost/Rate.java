package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.gai.braintrust.promise.PublicApi;

/**
 * US dollars for one {@link PriceUnit}. A rate may depend on the size of the request: the
 * last tier that starts below the number of input tokens, cached ones included, applies
 * to the whole request. A rate that is negative, or has more than 12 digits before or 24
 * after the decimal point, is refused with an {@link IllegalArgumentException}.
 * Immutable.
 *
 * @param base the rate below all tiers
 * @param tiers the tiers, in any order; stored by ascending start
 * @since 0.1.0
 */
@PublicApi
public record Rate(BigDecimal base, List<Tier> tiers) {

	// Bounds that no real price comes near. Numbers beyond them, which a damaged file may
	// have, would make exact arithmetic arbitrarily expensive.
	private static final int MAX_DIGITS = 12;

	private static final int MAX_SCALE = 24;

	/**
	 * Creates a rate.
	 * @param base the rate below all tiers
	 * @param tiers the tiers, in any order
	 * @throws IllegalArgumentException if a rate is negative or absurdly long
	 */
	public Rate {
		check(base);
		if (tiers.size() > 1) {
			tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::start)).toList();
		}
		tiers = List.copyOf(tiers);
	}

	/**
	 * A rate that does not depend on the size of the request.
	 * @param usd US dollars for one unit
	 * @return the rate
	 * @throws IllegalArgumentException if it is negative or absurdly long
	 */
	public static Rate of(BigDecimal usd) {
		return new Rate(usd, List.of());
	}

	/**
	 * The rate that applies to a request.
	 * @param inputTokens all input tokens of the request
	 * @return US dollars for one unit
	 */
	public BigDecimal at(long inputTokens) {
		for (int i = this.tiers.size() - 1; i >= 0; i--) {
			Tier tier = this.tiers.get(i);
			if (inputTokens > tier.start()) {
				return tier.rate();
			}
		}
		return this.base;
	}

	/**
	 * Whether another rate comes to the same, however it is written.
	 * @param other the other rate, {@code null} for none
	 * @return whether it does
	 */
	public boolean costsAs(@Nullable Rate other) {
		return other != null && this.tiers.size() == other.tiers.size() && this.base.compareTo(other.base) == 0
				&& IntStream.range(0, this.tiers.size())
					.allMatch((i) -> this.tiers.get(i).start() == other.tiers.get(i).start()
							&& this.tiers.get(i).rate().compareTo(other.tiers.get(i).rate()) == 0);
	}

	Rate times(BigDecimal factor) {
		return new Rate(this.base.multiply(factor),
				this.tiers.stream().map((tier) -> new Tier(tier.start(), tier.rate().multiply(factor))).toList());
	}

	private static void check(BigDecimal rate) {
		if (rate.signum() < 0) {
			throw new IllegalArgumentException("A rate is not negative: " + rate);
		}
		if (rate.scale() > MAX_SCALE || (long) rate.precision() - rate.scale() > MAX_DIGITS) {
			throw new IllegalArgumentException("A rate has at most " + MAX_DIGITS + " digits before and " + MAX_SCALE
					+ " after the decimal point: " + rate);
		}
	}

	/**
	 * A rate for large requests.
	 *
	 * @param start requests with more input tokens than this pay the rate
	 * @param rate US dollars for one unit
	 */
	public record Tier(long start, BigDecimal rate) {

		/**
		 * Creates a tier.
		 * @param start requests with more input tokens than this pay the rate
		 * @param rate US dollars for one unit
		 * @throws IllegalArgumentException if start or rate is negative, or the rate
		 * absurdly long
		 */
		public Tier {
			check(rate);
			if (start < 0) {
				throw new IllegalArgumentException("A tier does not start below zero: " + start);
			}
		}

	}

}
