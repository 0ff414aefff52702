package dev.gai.braintrust.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.gai.braintrust.cost.budget.BudgetState;
import dev.gai.braintrust.cost.budget.Budgets;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of budgets, each by the name of the budget:
 * <ul>
 * <li>{@code gai.budget.limit}: the limit in US dollars</li>
 * <li>{@code gai.budget.spent}: what has been spent of it within the window; of a budget
 * by user, say, what the user has spent who has spent most</li>
 * <li>{@code gai.budget.exceeded}: how many users, say, have reached it</li>
 * <li>{@code gai.budget.refused}: calls that were refused</li>
 * </ul>
 * There are as many series as budgets: for whom is not said.
 *
 * @since 0.1.0
 */
public final class BudgetMetrics implements MeterBinder {

	private static final String USD = "usd";

	private final Budgets budgets;

	/**
	 * Creates the meters' source.
	 * @param budgets the budgets
	 */
	public BudgetMetrics(Budgets budgets) {
		this.budgets = budgets;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		List<BudgetState> budgets = this.budgets.states();
		for (int i = 0; i < budgets.size(); i++) {
			bind(registry, i, Tags.of("budget", budgets.get(i).name()));
		}
	}

	private void bind(MeterRegistry registry, int index, Tags tags) {
		Gauge.builder("gai.budget.limit", this.budgets, of(index, (state) -> state.limitUsd().doubleValue()))
			.description("Limit of a budget")
			.baseUnit(USD)
			.tags(tags)
			.register(registry);
		Gauge.builder("gai.budget.spent", this.budgets, of(index, BudgetMetrics::spent))
			.description(
					"Spent within the window, by the one who has spent most where the budget is for each of several")
			.baseUnit(USD)
			.tags(tags)
			.register(registry);
		Gauge.builder("gai.budget.exceeded", this.budgets, of(index, BudgetState::exceeded))
			.description("How many have reached the limit")
			.tags(tags)
			.register(registry);
		FunctionCounter.builder("gai.budget.refused", this.budgets, of(index, BudgetState::refusedCalls))
			.description("Calls that a spent budget has refused")
			.tags(tags)
			.register(registry);
	}

	/**
	 * The budgets of an application and their order never change.
	 */
	private static ToDoubleFunction<Budgets> of(int index, ToDoubleFunction<BudgetState> figure) {
		return (budgets) -> figure.applyAsDouble(budgets.states().get(index));
	}

	private static double spent(BudgetState state) {
		return state.highest()
			.stream()
			.map(BudgetState.Spent::spentUsd)
			.mapToDouble(BigDecimal::doubleValue)
			.findFirst()
			.orElse(0);
	}

}
