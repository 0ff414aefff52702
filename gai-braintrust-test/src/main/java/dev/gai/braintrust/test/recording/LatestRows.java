package dev.gai.braintrust.test.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.Attributes;

/**
 * The latest rows, bounded in number and in bytes. A row that comes again takes the place
 * of what it was before. Not thread-safe.
 */
final class LatestRows {

	private static final long MAX_BYTES = Math.min(256L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4);

	private static final long FIXED_BYTES = 1024;

	private final int most;

	private final Map<String, Row> rows = new LinkedHashMap<>();

	private long bytes;

	private long givenUp;

	LatestRows(int most) {
		this.most = most;
	}

	void add(Row row) {
		Row before = this.rows.put(row.spanId(), row);
		this.bytes += bytes(row) - ((before != null) ? bytes(before) : 0);
		var oldest = this.rows.values().iterator();
		while (this.rows.size() > this.most || (this.bytes > MAX_BYTES && this.rows.size() > 1)) {
			this.bytes -= bytes(oldest.next());
			oldest.remove();
			this.givenUp++;
		}
	}

	private static long bytes(Row row) {
		long[] length = new long[1];
		Attributes attributes = row.attributes();
		attributes.forEach((key, value) -> length[0] += (value instanceof String text) ? text.length() : Long.BYTES);
		return FIXED_BYTES + length[0];
	}

	boolean isEmpty() {
		return this.rows.isEmpty();
	}

	/**
	 * The rows in the order in which they first came.
	 */
	List<Row> all() {
		return new ArrayList<>(this.rows.values());
	}

	/**
	 * How many rows there was no room for.
	 */
	long givenUp() {
		return this.givenUp;
	}

	void clear() {
		this.rows.clear();
		this.bytes = 0;
		this.givenUp = 0;
	}

}
