package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.cost.budget.Budgets;

/**
 * Budgets for the model calls of scorers. Not a bean of type {@link Budgets}, of which
 * there is one, for the application.
 *
 * @param budgets the budgets
 */
record JudgesBudgets(Budgets budgets) {

}
