package dev.gai.braintrust.sample.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The last rows, by the id of their span: as in Braintrust, a span that arrives twice is
 * one row. Thread-safe.
 */
public final class RowStore {

	private final Map<String, Row> rows;

	RowStore(int maxRows) {
		this.rows = new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
				return size() > maxRows;
			}

		};
	}

	synchronized void add(List<Row> arrived) {
		arrived.forEach((row) -> this.rows.put(row.traceId() + row.spanId(), row));
		notifyAll();
	}

	/**
	 * What has arrived so far.
	 * @return a copy, in the order of arrival
	 */
	public synchronized List<Row> all() {
		return new ArrayList<>(this.rows.values());
	}

	/**
	 * Waits for rows.
	 * @param enough whether the rows suffice; asked when some arrive, and several times a
	 * second
	 * @param timeout how long to wait
	 * @return the rows, whether or not they suffice
	 * @throws InterruptedException if the thread is interrupted
	 */
	public synchronized List<Row> await(Predicate<List<Row>> enough, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		List<Row> rows = all();
		while (!enough.test(rows)) {
			long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
			if (left <= 0) {
				return rows;
			}
			wait(Math.min(left, 100));
			rows = all();
		}
		return rows;
	}

}
