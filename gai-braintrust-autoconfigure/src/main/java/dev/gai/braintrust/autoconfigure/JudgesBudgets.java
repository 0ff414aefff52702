package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.promise.Internal;

/**
 * Budgets for the model calls of scorers. Not a bean of type {@link Budgets}, of which
 * there is one, for the application.
 *
 * @param budgets the budgets
 */
@Internal
public record JudgesBudgets(Budgets budgets) {

}
