package dev.gai.braintrust.usage;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

import dev.gai.braintrust.guard.SlotRing;

/**
 * Sums of one key: since the start, and by slots of time for the rolling windows. Adding
 * takes no lock.
 */
final class Account {

	/** An hour of minutes, and the one that has just begun. */
	private static final int MINUTES = 60;

	/** A day of half hours, and the one that has just begun. */
	private static final int HALF_HOURS = 48;

	private final LongAdder[] total = new LongAdder[Figure.COUNT];

	private final SlotRing<AtomicLongArray> minutes = new SlotRing<>(MINUTES + 1, Account::slot);

	private final SlotRing<AtomicLongArray> halfHours = new SlotRing<>(HALF_HOURS + 1, Account::slot);

	Account() {
		for (int i = 0; i < this.total.length; i++) {
			this.total[i] = new LongAdder();
		}
	}

	private static AtomicLongArray slot() {
		return new AtomicLongArray(Figure.COUNT);
	}

	void add(long[] figures, long epochSecond) {
		AtomicLongArray minute = this.minutes.at(minute(epochSecond));
		AtomicLongArray halfHour = this.halfHours.at(halfHour(epochSecond));
		for (int i = 0; i < figures.length; i++) {
			if (figures[i] != 0) {
				this.total[i].add(figures[i]);
				minute.addAndGet(i, figures[i]);
				halfHour.addAndGet(i, figures[i]);
			}
		}
	}

	UsageReport.Windows windows(long epochSecond) {
		Sums sums = new Sums(epochSecond);
		sums.add(this);
		return sums.windows();
	}

	private static long minute(long epochSecond) {
		return Math.floorDiv(epochSecond, 60L);
	}

	private static long halfHour(long epochSecond) {
		return Math.floorDiv(epochSecond, 1800L);
	}

	/**
	 * What several accounts come to together. Not thread-safe.
	 */
	static final class Sums {

		private final long firstMinute;

		private final long firstHalfHour;

		private final long[] total = new long[Figure.COUNT];

		private final long[] lastHour = new long[Figure.COUNT];

		private final long[] lastDay = new long[Figure.COUNT];

		Sums(long epochSecond) {
			this.firstMinute = minute(epochSecond) - MINUTES;
			this.firstHalfHour = halfHour(epochSecond) - HALF_HOURS;
		}

		void add(Account account) {
			for (int i = 0; i < this.total.length; i++) {
				this.total[i] += account.total[i].sum();
			}
			account.minutes.from(this.firstMinute, (slot, index) -> add(slot, this.lastHour));
			account.halfHours.from(this.firstHalfHour, (slot, index) -> add(slot, this.lastDay));
		}

		private static void add(AtomicLongArray slot, long[] sums) {
			for (int i = 0; i < sums.length; i++) {
				sums[i] += slot.get(i);
			}
		}

		UsageReport.Windows windows() {
			return new UsageReport.Windows(UsageFigures.of(this.total), UsageFigures.of(this.lastHour),
					UsageFigures.of(this.lastDay));
		}

	}

}
