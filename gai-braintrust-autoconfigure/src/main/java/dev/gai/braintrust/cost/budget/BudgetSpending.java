package dev.gai.braintrust.cost.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.guard.Picodollars;
import dev.gai.braintrust.usage.CallLabels;
import dev.gai.braintrust.usage.UsageLedger;

/**
 * One budget and what has been spent of it.
 */
final class BudgetSpending {

	/**
	 * What an account has spent at least that is kept when there is no room for others.
	 */
	private static final int SHARE_THAT_COUNTS = 100;

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Budget budget;

	private final long limit;

	private final BoundedKeys<List<String>, BudgetAccount> accounts;

	private final Consumer<BudgetExcess> news;

	private final UnaryOperator<String> names;

	private final LongAdder refused = new LongAdder();

	private final int maxKeys;

	private final AtomicBoolean makingRoom = new AtomicBoolean();

	private volatile long notBeforeNanos = System.nanoTime();

	BudgetSpending(Budget budget, int maxKeys, Consumer<BudgetExcess> news, UnaryOperator<String> names) {
		this.budget = budget;
		this.maxKeys = maxKeys;
		this.limit = Picodollars.of(budget.limitUsd());
		int slots = budget.window().slots();
		this.accounts = new BoundedKeys<>(maxKeys, budget.overflowKey(UsageLedger.OTHER),
				(key) -> new BudgetAccount(key, slots));
		this.news = news;
		this.names = names;
	}

	Budget budget() {
		return this.budget;
	}

	BoundedKeys<List<String>, BudgetAccount> accounts() {
		return this.accounts;
	}

	void add(CallLabels labels, long picodollars, Instant at) {
		BudgetAccount account = account(labels, at);
		account.add(picodollars, this.budget.window().slot(at));
		look(account, at);
	}

	/**
	 * The account of a call. Where there is no room for a new one, those that have spent
	 * next to nothing are forgotten: they may be made up, and must not push somebody who
	 * is not into the account that all share for whom there is no room.
	 */
	private BudgetAccount account(CallLabels labels, Instant at) {
		List<String> key = this.budget.key(labels);
		if (this.accounts.isFull() && this.accounts.find(key) == null) {
			makeRoom(this.budget.window().slot(at));
		}
		return this.accounts.get(key);
	}

	private void makeRoom(long slot) {
		long now = System.nanoTime();
		if (now - this.notBeforeNanos < 0 || !this.makingRoom.compareAndSet(false, true)) {
			return;
		}
		try {
			this.accounts.forget((account) -> account.spent(slot) < this.limit / SHARE_THAT_COUNTS);
			// To look at all of them is worth it only where that makes room for a while.
			this.notBeforeNanos = (this.accounts.size() > this.maxKeys / 8 * 7) ? now + PAUSE_NANOS : now;
		}
		finally {
			this.makingRoom.set(false);
		}
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
		BudgetAccount account = account(labels, at);
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

	/** For what an account is, as it may be shown. */
	private Map<String, String> shown(BudgetAccount account) {
		Map<String, String> shown = this.budget.named(account.key());
		shown.replaceAll((dimension, value) -> this.names.apply(value));
		return shown;
	}

	BudgetExcess excess(BudgetAccount account, long spent, Instant at) {
		return new BudgetExcess(this.budget.name(), shown(account), this.budget.limitUsd(), Picodollars.toUsd(spent),
				this.budget.window().toString(), this.budget.action(), this.budget.window().endsAfter(at));
	}

	BudgetExcess excess(BudgetAccount account, Instant at) {
		return excess(account, account.spent(this.budget.window().slot(at)), at);
	}

}
