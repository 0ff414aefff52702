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
		long[] sinceStart = new long[Figure.COUNT];
		for (int i = 0; i < sinceStart.length; i++) {
			sinceStart[i] = this.total[i].sum();
		}
		return new UsageReport.Windows(UsageFigures.of(sinceStart),
				UsageFigures.of(sum(this.minutes, minute(epochSecond) - MINUTES)),
				UsageFigures.of(sum(this.halfHours, halfHour(epochSecond) - HALF_HOURS)));
	}

	private static long[] sum(SlotRing<AtomicLongArray> ring, long first) {
		long[] sums = new long[Figure.COUNT];
		ring.from(first, (slot, index) -> {
			for (int i = 0; i < sums.length; i++) {
				sums[i] += slot.get(i);
			}
		});
		return sums;
	}

	private static long minute(long epochSecond) {
		return Math.floorDiv(epochSecond, 60L);
	}

	private static long halfHour(long epochSecond) {
		return Math.floorDiv(epochSecond, 1800L);
	}

}
