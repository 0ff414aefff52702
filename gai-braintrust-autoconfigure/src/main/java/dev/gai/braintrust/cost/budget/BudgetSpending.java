package dev.gai.braintrust.cost.budget;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.guard.Picodollars;
import dev.gai.braintrust.usage.CallLabels;
import dev.gai.braintrust.usage.UsageLedger;

/**
 * One budget and what has been spent of it.
 */
final class BudgetSpending {

	private final Budget budget;

	private final long limit;

	private final BoundedKeys<List<String>, BudgetAccount> accounts;

	private final Consumer<BudgetExcess> news;

	private final LongAdder refused = new LongAdder();

	BudgetSpending(Budget budget, int maxKeys, Consumer<BudgetExcess> news) {
		this.budget = budget;
		this.limit = Picodollars.of(budget.limitUsd());
		int slots = budget.window().slots();
		this.accounts = new BoundedKeys<>(maxKeys, budget.overflowKey(UsageLedger.OTHER),
				(key) -> new BudgetAccount(key, slots));
		this.news = news;
	}

	Budget budget() {
		return this.budget;
	}

	BoundedKeys<List<String>, BudgetAccount> accounts() {
		return this.accounts;
	}

	void add(CallLabels labels, long picodollars, Instant at) {
		BudgetAccount account = this.accounts.get(this.budget.key(labels));
		account.add(picodollars, this.budget.window().slot(at));
		look(account, at);
	}

	/** Tells if the limit has been reached, once. */
	void look(BudgetAccount account, Instant at) {
		long slot = this.budget.window().slot(at);
		long spent = account.spent(slot);
		if (spent >= this.limit && account.notice(slot)) {
			this.news.accept(excess(account, spent, at));
		}
	}

	/** Refuses a call if the limit has been reached. */
	void check(CallLabels labels, Instant at) {
		BudgetAccount account = this.accounts.get(this.budget.key(labels));
		long slot = this.budget.window().slot(at);
		account.used(slot);
		long spent = account.spent(slot);
		if (spent >= this.limit) {
			this.refused.increment();
			throw new BudgetExceededException(excess(account, spent, at));
		}
	}

	boolean isExceeded(BudgetAccount account, Instant at) {
		return account.spent(this.budget.window().slot(at)) >= this.limit;
	}

	long refused() {
		return this.refused.sum();
	}

	BudgetExcess excess(BudgetAccount account, long spent, Instant at) {
		return new BudgetExcess(this.budget.name(), this.budget.named(account.key()), this.budget.limitUsd(),
				Picodollars.toUsd(spent), this.budget.window().toString(), this.budget.action(),
				this.budget.window().endsAfter(at));
	}

	BudgetExcess excess(BudgetAccount account, Instant at) {
		return excess(account, account.spent(this.budget.window().slot(at)), at);
	}

}
