package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorCategoryCarrier;
import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * A call was refused before it was made, because a budget with the action {@code block}
 * is spent. Retrying does not help until the window of the budget has passed.
 *
 * @since 0.1.0
 */
@PublicApi
public final class BudgetExceededException extends RuntimeException implements ErrorCategoryCarrier {

	private static final long serialVersionUID = 1L;

	private final BudgetExcess excess;

	/**
	 * Creates an exception.
	 * @param excess which budget is spent
	 */
	public BudgetExceededException(BudgetExcess excess) {
		super("Budget " + excess.description() + " is spent, the call was not made");
		this.excess = excess;
	}

	/**
	 * Returns the category of the error.
	 * @return {@link ErrorCategory#QUOTA_EXCEEDED}
	 */
	@Override
	public ErrorCategory errorCategory() {
		return ErrorCategory.QUOTA_EXCEEDED;
	}

	/**
	 * Name of the budget.
	 * @return the name
	 */
	public String budget() {
		return this.excess.budget();
	}

	/**
	 * The key whose limit is reached: values by name, such as {@code provider} or
	 * {@code metadata.user_id}.
	 * @return the values by the name of what they are, empty for a budget of everything
	 */
	public Map<String, String> key() {
		return this.excess.key();
	}

	/**
	 * The limit.
	 * @return US dollars
	 */
	public BigDecimal limitUsd() {
		return this.excess.limitUsd();
	}

	/**
	 * Returns the amount that has been spent.
	 * @return US dollars
	 */
	public BigDecimal spentUsd() {
		return this.excess.spentUsd();
	}

	/**
	 * When the budget resets.
	 * @return the end of the day or month, {@code null} for a window that rolls
	 */
	public @Nullable Instant resetsAt() {
		return this.excess.resetsAt();
	}

}
