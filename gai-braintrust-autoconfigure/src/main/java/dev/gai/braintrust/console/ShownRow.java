package dev.gai.braintrust.console;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A row in the ring. Its summary is made when it is first looked at, never by the thread
 * that adds it.
 */
final class ShownRow {

	private static final long FIXED_BYTES = 1024;

	private static final int MAX_SHORT = 512;

	/** JSON, as the values are that it stands for. */
	private static final String LEFT_OUT = "\"<not kept: the trace is larger than the console may be>\"";

	private final Row row;

	private final long sequence;

	private final long bytes;

	private volatile @Nullable Map<String, Object> summary;

	ShownRow(Row row, long sequence) {
		this.row = row;
		this.sequence = sequence;
		this.bytes = FIXED_BYTES + textLength(row.attributes())
				+ row.events().stream().mapToLong((event) -> textLength(event.attributes())).sum();
	}

	/**
	 * The same row without what is long in it.
	 * @return the row, which is this one if there is nothing long
	 */
	ShownRow withoutContent() {
		boolean isLong = isLong(this.row.attributes())
				|| this.row.events().stream().anyMatch((event) -> isLong(event.attributes()));
		if (!isLong) {
			return this;
		}
		List<Row.Event> events = this.row.events()
			.stream()
			.map((event) -> new Row.Event(event.name(), event.nanos(), shortened(event.attributes())))
			.toList();
		return new ShownRow(new Row(this.row.traceId(), this.row.spanId(), this.row.parentSpanId(), this.row.name(),
				this.row.startNanos(), this.row.endNanos(), this.row.error(), shortened(this.row.attributes()),
				this.row.resource(), events), this.sequence);
	}

	private static boolean isLong(Attributes attributes) {
		return attributes.asMap().values().stream().anyMatch(ShownRow::isLong);
	}

	private static boolean isLong(Object value) {
		return value instanceof String text && text.length() > MAX_SHORT;
	}

	@SuppressWarnings("unchecked")
	private static Attributes shortened(Attributes attributes) {
		AttributesBuilder shortened = Attributes.builder();
		attributes.forEach((key, value) -> shortened.put((AttributeKey<Object>) key, isLong(value) ? LEFT_OUT : value));
		return shortened.build();
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
