package dev.gai.braintrust.cost.budget;

import dev.gai.braintrust.promise.PublicApi;

/**
 * A budget is spent. Published once for each window and key by each instance of the
 * application, on a thread of this library.
 *
 * @param excess which budget, and how far
 * @since 0.1.0
 */
@PublicApi
public record BudgetExceededEvent(BudgetExcess excess) {

}
