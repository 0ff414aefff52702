package dev.gai.braintrust.load;

import java.util.Arrays;

/**
 * Times of one phase, one thread.
 */
final class Latencies {

	private long[] nanos = new long[1024];

	private int count;

	void add(long time) {
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, this.count * 2);
		}
		this.nanos[this.count++] = time;
	}

	int count() {
		return this.count;
	}

	/**
	 * Microseconds that a share of all did not exceed.
	 */
	double micros(double share) {
		if (this.count == 0) {
			return 0;
		}
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return sorted[Math.min(this.count - 1, (int) (this.count * share))] / 1_000.0;
	}

}
