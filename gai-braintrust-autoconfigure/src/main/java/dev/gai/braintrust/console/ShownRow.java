package dev.gai.braintrust.console;

import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A row in the ring. Its summary is made when it is first looked at, never by the thread
 * that adds it.
 */
final class ShownRow {

	private static final long FIXED_BYTES = 1024;

	private final Row row;

	private final long sequence;

	private final long bytes;

	private volatile @Nullable Map<String, Object> summary;

	ShownRow(Row row, long sequence) {
		this.row = row;
		this.sequence = sequence;
		this.bytes = FIXED_BYTES + textLength(row.attributes());
	}

	Row row() {
		return this.row;
	}

	long sequence() {
		return this.sequence;
	}

	/**
	 * About how much memory it takes.
	 * @return the number of bytes
	 */
	long bytes() {
		return this.bytes;
	}

	Map<String, Object> summary(RowSummary summaries) {
		Map<String, Object> summary = this.summary;
		if (summary == null) {
			summary = summaries.of(this.row);
			this.summary = summary;
		}
		return summary;
	}

	private static long textLength(Attributes attributes) {
		long[] length = new long[1];
		attributes.forEach((key, value) -> length[0] += key.getKey().length()
				+ ((value instanceof String text) ? text.length() : Long.BYTES));
		return length[0];
	}

}
