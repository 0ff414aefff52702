package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.Picodollars;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.CallLabels;
import dev.gai.braintrust.usage.CompletedCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Budgets and what has been spent of them. Adding and checking take no lock and never
 * wait; keys are bounded. A call is checked against what calls that are over have spent,
 * so calls that run at the same time can exceed a limit by what they cost themselves.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Budgets {

	private static final Log logger = LogFactory.getLog(Budgets.class);

	private static final int SHOWN = 20;

	private final List<BudgetSpending> spendings = new ArrayList<>();

	private final List<BudgetSpending> blocking = new ArrayList<>();

	private final InstantSource clock;

	private volatile boolean shared;

	/**
	 * Creates budgets of which nothing has been spent.
	 * @param budgets the budgets
	 * @param maxKeys how many keys of each budget are told apart
	 * @param clock tells the time
	 * @param listener is told once for each window and key that a budget is spent; must
	 * not wait
	 * @param names masks what calls are told apart by where it is shown
	 * @throws IllegalArgumentException if two have the same name
	 */
	public Budgets(List<Budget> budgets, int maxKeys, InstantSource clock, Consumer<BudgetExceededEvent> listener,
			UnaryOperator<String> names) {
		this.clock = clock;
		Consumer<BudgetExcess> news = (excess) -> {
			logger.warn("Budget " + excess.description() + " is spent");
			listener.accept(new BudgetExceededEvent(excess));
		};
		for (Budget budget : budgets) {
			if (this.spendings.stream().anyMatch((other) -> other.budget().name().equals(budget.name()))) {
				throw new IllegalArgumentException("two budgets have the name " + budget.name());
			}
			BudgetSpending spending = new BudgetSpending(budget, maxKeys, news, names);
			this.spendings.add(spending);
			if (budget.action() == BudgetAction.BLOCK) {
				this.blocking.add(spending);
			}
		}
	}

	/**
	 * Adds what a call cost.
	 * @param call the call; one without a cost changes nothing
	 */
	public void add(CompletedCall call) {
		BigDecimal cost = call.costUsd();
		if (cost == null || cost.signum() <= 0 || this.spendings.isEmpty()) {
			return;
		}
		long picodollars = Picodollars.of(cost);
		CallLabels labels = call.labels();
		Instant now = this.clock.instant();
		for (BudgetSpending spending : this.spendings) {
			spending.add(labels, picodollars, now);
		}
	}

	/**
	 * Whether any budget can refuse a call.
	 * @return whether checking is of use
	 */
	public boolean canBlock() {
		return !this.blocking.isEmpty();
	}

	/**
	 * Refuses a call if a budget that blocks is spent.
	 * @param labels what is known of the call
	 * @throws BudgetExceededException if it must not be made
	 */
	public void check(CallLabels labels) {
		if (canBlock()) {
			Instant now = this.clock.instant();
			for (BudgetSpending spending : this.blocking) {
				spending.check(labels, now);
			}
		}
	}

	/**
	 * The budgets as they are now.
	 * @return a state for each
	 */
	public List<BudgetState> states() {
		Instant now = this.clock.instant();
		return this.spendings.stream().map((spending) -> state(spending, now)).toList();
	}

	/**
	 * What the health component has to say.
	 * @return the first budget that is spent and has the action {@code health}, in words;
	 * {@code null} if there is none
	 */
	public @Nullable String trouble() {
		Instant now = this.clock.instant();
		for (BudgetSpending spending : this.spendings) {
			if (spending.budget().action() == BudgetAction.HEALTH) {
				List<BudgetExcess> found = new ArrayList<>();
				spending.accounts().each((account) -> {
					if (found.isEmpty() && spending.isExceeded(account, now)) {
						found.add(spending.excess(account, now));
					}
				});
				if (!found.isEmpty()) {
					BudgetExcess excess = found.get(0);
					// Not for whom: a name of a user has no place on a health page.
					return "Budget '" + excess.budget() + "' of " + excess.limitUsd().toPlainString() + " USD per "
							+ excess.window() + " is spent";
				}
			}
		}
		return null;
	}

	List<BudgetSpending> spendings() {
		return this.spendings;
	}

	InstantSource clock() {
		return this.clock;
	}

	void shared(boolean shared) {
		this.shared = shared;
	}

	private BudgetState state(BudgetSpending spending, Instant now) {
		Budget budget = spending.budget();
		AtomicInteger exceeded = new AtomicInteger();
		List<BudgetState.Spent> spent = new ArrayList<>();
		spending.accounts().each((account) -> {
			boolean full = spending.isExceeded(account, now);
			if (full) {
				exceeded.incrementAndGet();
			}
			BudgetExcess shown = spending.excess(account, now);
			spent.add(new BudgetState.Spent(shown.key(), shown.spentUsd(), full));
		});
		int keys = spent.size();
		List<BudgetState.Spent> highest = spent.stream().sorted(BudgetState.Spent.ORDER).limit(SHOWN).toList();
		return new BudgetState(budget.name(), budget.limitUsd(), budget.window().toString(), budget.action(),
				this.shared, budget.window().endsAfter(now), keys, exceeded.get(), spending.refused(), highest);
	}

}
