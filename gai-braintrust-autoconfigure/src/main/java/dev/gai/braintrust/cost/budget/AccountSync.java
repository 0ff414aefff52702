package dev.gai.braintrust.cost.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What one account has told the other instances. Used by one thread.
 */
final class AccountSync {

	private final String name;

	private final Map<Long, Long> told = new HashMap<>();

	private @Nullable Batch unanswered;

	AccountSync(String name) {
		this.name = name;
	}

	/**
	 * Tells the others what is new, and learns what they have spent.
	 */
	void exchange(BudgetAccount account, BudgetWindow window, SharedSpending shared, String nextBatch, Instant now) {
		long slot = window.slot(now);
		Batch again = this.unanswered;
		if (again != null) {
			// It may have arrived, although no answer came: told again, under its old id.
			exchange(again, account, window, shared, slot);
		}
		exchange(new Batch(nextBatch, untold(account.own(slot))), account, window, shared, slot);
	}

	private void exchange(Batch batch, BudgetAccount account, BudgetWindow window, SharedSpending shared, long slot) {
		this.unanswered = batch.amounts().isEmpty() ? null : batch;
		Map<Long, Long> all = shared.exchange(this.name, batch.id(), batch.amounts(), account.first(slot),
				keep(window));
		this.unanswered = null;
		batch.amounts().forEach((index, amount) -> this.told.merge(index, amount, Long::sum));
		this.told.keySet().removeIf((index) -> index < account.first(slot));
		Map<Long, Long> others = new HashMap<>();
		all.forEach((index, amount) -> others.put(index, amount - this.told.getOrDefault(index, 0L)));
		this.told.forEach((index, amount) -> {
			if (all.getOrDefault(index, 0L) < amount) {
				// Redis has forgotten: all of it but the last batch is told once more.
				this.told.put(index, batch.amounts().getOrDefault(index, 0L));
				others.remove(index);
			}
		});
		account.others(others);
	}

	private Map<Long, Long> untold(Map<Long, Long> own) {
		Map<Long, Long> amounts = new TreeMap<>();
		own.forEach((index, spent) -> {
			long amount = spent - this.told.getOrDefault(index, 0L);
			if (amount > 0) {
				amounts.put(index, amount);
			}
		});
		return amounts;
	}

	private static Duration keep(BudgetWindow window) {
		return window.length().multipliedBy(2).plusHours(1);
	}

	/** Amounts by slot, under one id. */
	private record Batch(String id, Map<Long, Long> amounts) {

	}

}
