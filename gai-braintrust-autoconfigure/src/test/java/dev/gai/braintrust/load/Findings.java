package dev.gai.braintrust.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What a program has found, and whether that is what it must find.
 */
final class Findings {

	private final List<String> facts = new ArrayList<>();

	private boolean good = true;

	void fact(String fact) {
		this.facts.add(fact);
	}

	void require(boolean holds, String fact) {
		this.facts.add(holds ? fact : "**NOT: " + fact + "**");
		this.good &= holds;
	}

	/**
	 * Compares how long the application's thread takes to end a span with and without the
	 * fault.
	 */
	void requireSameLatency(LoadProcess process) throws Exception {
		double healthy = 0;
		double faulty = 0;
		for (String phase : process.ask("latencies").split(" ")) {
			double p99 = Double.parseDouble(phase.split("/")[2]);
			healthy = phase.startsWith("healthy=") ? p99 : healthy;
			faulty = phase.startsWith("fault=") ? p99 : faulty;
		}
		require(faulty - healthy <= Math.max(100, healthy * 0.05),
				String.format(Locale.ROOT, "p99 of ending a span %.0f µs, before the fault %.0f µs", faulty, healthy));
	}

	boolean isGood() {
		return this.good;
	}

	@Override
	public String toString() {
		return String.join("; ", this.facts);
	}

	/**
	 * Waits for something.
	 * @return the milliseconds that it took, at least as many as there were if it never
	 * came
	 */
	static long await(Duration timeout, Callable<Boolean> condition) throws Exception {
		long start = System.nanoTime();
		while (!condition.call() && System.nanoTime() - start < timeout.toNanos()) {
			Thread.sleep(20);
		}
		return (System.nanoTime() - start) / 1_000_000;
	}

}
