package dev.gai.braintrust.cost;

import java.util.Objects;
import java.util.Optional;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A cost, or the reason why there is none: exactly one of the two, or the answer is
 * refused. Immutable.
 *
 * @param cost the cost, or {@code null} if there is none
 * @param unavailable why there is no cost, or {@code null} if there is one
 * @param detail the reason in words, for a log or a page; {@code null} if there is a cost
 * @since 0.1.0
 */
@PublicApi
public record CostAnswer(@Nullable Cost cost, @Nullable CostUnavailable unavailable, @Nullable String detail) {

	/**
	 * Creates an answer.
	 * @param cost the cost, or {@code null}
	 * @param unavailable the reason, or {@code null}
	 * @param detail the reason in words, or {@code null}
	 * @throws IllegalArgumentException if it has both a cost and a reason, or neither
	 */
	public CostAnswer {
		if ((cost == null) == (unavailable == null)) {
			throw new IllegalArgumentException("An answer has either a cost or a reason why there is none");
		}
	}

	/**
	 * The answer that has a cost.
	 * @param cost the cost
	 * @return the answer
	 */
	public static CostAnswer of(Cost cost) {
		return new CostAnswer(Objects.requireNonNull(cost, "cost"), null, null);
	}

	/**
	 * The answer that has none.
	 * @param reason why
	 * @param detail the reason in words
	 * @return the answer
	 */
	public static CostAnswer none(CostUnavailable reason, String detail) {
		return new CostAnswer(null, Objects.requireNonNull(reason, "reason"), detail);
	}

	/**
	 * The cost, if there is one.
	 * @return the cost, or empty
	 */
	public Optional<Cost> toOptional() {
		return Optional.ofNullable(this.cost);
	}

}
