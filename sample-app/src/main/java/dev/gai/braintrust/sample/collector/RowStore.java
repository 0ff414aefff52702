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
final class RowStore {

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

	synchronized List<Row> all() {
		return new ArrayList<>(this.rows.values());
	}

	synchronized List<Row> await(Predicate<List<Row>> enough, Duration timeout) throws InterruptedException {
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
