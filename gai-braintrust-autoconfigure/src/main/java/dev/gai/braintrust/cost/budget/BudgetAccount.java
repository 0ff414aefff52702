package dev.gai.braintrust.cost.budget;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.guard.SlotRing;

/**
 * What has been spent of one budget for one key: by this process, and by others that
 * share the budget, as far as is known. In picodollars. Takes no lock.
 */
final class BudgetAccount {

	/** Far from overflowing. */
	private static final long MAX = Long.MAX_VALUE / 4;

	private final List<String> key;

	private final int slots;

	private final SlotRing<AtomicLong> own;

	private final AtomicLong noticeAfter = new AtomicLong(Long.MIN_VALUE);

	/** By slot; replaced as a whole. */
	private volatile Map<Long, Long> others = Map.of();

	private volatile long lastUse = Long.MIN_VALUE;

	private volatile boolean touched;

	BudgetAccount(List<String> key, int slots) {
		this.key = key;
		this.slots = slots;
		// One more than the window: what began within it is in it.
		this.own = new SlotRing<>(slots + 1, AtomicLong::new);
	}

	List<String> key() {
		return this.key;
	}

	void add(long picodollars, long slot) {
		used(slot);
		AtomicLong sum = this.own.at(slot);
		if (sum.get() < MAX) {
			sum.addAndGet(picodollars);
		}
	}

	/** What counts against the limit now. */
	long spent(long slot) {
		long first = first(slot);
		long[] sum = { 0 };
		this.own.from(first, (value, index) -> sum[0] += value.get());
		Map<Long, Long> known = this.others;
		if (!known.isEmpty()) {
			known.forEach((index, value) -> sum[0] += (index >= first) ? value : 0);
		}
		return sum[0];
	}

	/** What this process has spent, by slot. */
	Map<Long, Long> own(long slot) {
		Map<Long, Long> spent = new TreeMap<>();
		this.own.from(first(slot), (value, index) -> spent.put(index, value.get()));
		return spent;
	}

	/** What others have spent, by slot. */
	void others(Map<Long, Long> spent) {
		this.others = Map.copyOf(spent);
	}

	void used(long slot) {
		this.touched = true;
		this.lastUse = slot;
	}

	/** Whether it has been used since this was last asked. */
	boolean takeTouched() {
		boolean was = this.touched;
		this.touched = false;
		return was;
	}

	/** Whether nothing of it counts any more. */
	boolean isStale(long slot) {
		return this.lastUse < first(slot) && spent(slot) == 0;
	}

	/** Whether it is news that the limit is reached: once for each window. */
	boolean notice(long slot) {
		long after = this.noticeAfter.get();
		return slot > after && this.noticeAfter.compareAndSet(after, slot + this.slots - 1);
	}

	/** The first slot that counts. One that rolls has begun within its first. */
	long first(long slot) {
		return (this.slots == 1) ? slot : slot - this.slots;
	}

}
