package dev.gai.braintrust.delivery;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How many spans were given up at one place, by reason. Thread-safe.
 */
final class DropCounts {

	private static final DropReason[] REASONS = DropReason.values();

	private final LongAdder[] counts = Stream.generate(LongAdder::new).limit(REASONS.length).toArray(LongAdder[]::new);

	void add(DropReason reason, long spans) {
		this.counts[reason.ordinal()].add(spans);
	}

	/**
	 * Adds the counts to those of another place.
	 * @return the sum of the counts that were added
	 */
	long addTo(Map<DropReason, Long> byReason) {
		long sum = 0;
		for (DropReason reason : REASONS) {
			long count = this.counts[reason.ordinal()].sum();
			if (count > 0) {
				byReason.merge(reason, count, Long::sum);
				sum += count;
			}
		}
		return sum;
	}

}
