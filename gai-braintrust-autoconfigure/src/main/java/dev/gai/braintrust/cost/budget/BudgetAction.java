package dev.gai.braintrust.cost.budget;

import dev.gai.braintrust.promise.PublicApi;

/**
 * The action to take when a budget is spent. A {@link BudgetExceededEvent} is published
 * and one line is logged with every action.
 *
 * @since 0.1.0
 */
@PublicApi
public enum BudgetAction {

	/** Nothing else. */
	WARN,

	/** The health component shows it. */
	HEALTH,

	/** Calls are refused with a {@link BudgetExceededException} before they are made. */
	BLOCK

}
