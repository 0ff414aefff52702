package dev.gai.braintrust.cost.budget;

/**
 * A budget is spent. Published once for each window and key by each instance of the
 * application, on a thread of this library.
 *
 * @param excess which budget, and how far
 * @since 0.1.0
 */
public record BudgetExceededEvent(BudgetExcess excess) {

}
