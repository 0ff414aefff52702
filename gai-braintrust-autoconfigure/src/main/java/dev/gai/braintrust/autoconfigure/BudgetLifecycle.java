package dev.gai.braintrust.autoconfigure;

import java.util.function.Supplier;

import dev.gai.braintrust.cost.budget.BudgetUpkeep;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the upkeep of budgets, and stops it when the web server has, but before the
 * connections to Redis are closed, which are of the phase 0: what was spent last is told
 * to the other instances.
 */
final class BudgetLifecycle implements SmartLifecycle {

	private static final int PHASE = 1000;

	private final Supplier<BudgetUpkeep> upkeeps;

	private volatile @Nullable BudgetUpkeep running;

	/**
	 * Creates a lifecycle.
	 * @param upkeeps makes the upkeep at the start
	 */
	BudgetLifecycle(Supplier<BudgetUpkeep> upkeeps) {
		this.upkeeps = upkeeps;
	}

	@Override
	public void start() {
		BudgetUpkeep upkeep = this.upkeeps.get();
		this.running = upkeep;
		upkeep.start();
	}

	@Override
	public void stop() {
		BudgetUpkeep upkeep = this.running;
		this.running = null;
		if (upkeep != null) {
			upkeep.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
