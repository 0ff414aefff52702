package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.export.row.RowListener;
import org.jspecify.annotations.Nullable;

/**
 * The latest traces, bounded in number and in bytes, one trace as well as all of them:
 * when there is no room the oldest ones go, and are counted; of one that is too large
 * itself the content of its oldest spans goes. Thread-safe; whoever adds a row waits at
 * most for the copy of a list.
 *
 * @since 0.1.0
 */
public final class TraceRing implements RowListener {

	/** A trace that never ends must not push out all others. */
	static final int MAX_SPANS = 2000;

	private final int maxTraces;

	private final long maxBytes;

	private final Map<String, Map<String, ShownRow>> traces = new LinkedHashMap<>();

	private long sequence;

	private long generation = System.currentTimeMillis();

	private long bytes;

	private long evictedTraces;

	private long omittedSpans;

	/**
	 * Creates an empty ring.
	 * @param maxTraces the most traces that are kept
	 * @param maxBytes about how much memory their content takes at most
	 */
	public TraceRing(int maxTraces, long maxBytes) {
		this.maxTraces = maxTraces;
		this.maxBytes = maxBytes;
	}

	@Override
	public synchronized void encoded(Row row) {
		Map<String, ShownRow> trace = this.traces.computeIfAbsent(row.traceId(), (id) -> new LinkedHashMap<>());
		if (trace.size() >= MAX_SPANS && !trace.containsKey(row.spanId())) {
			this.omittedSpans++;
			return;
		}
		ShownRow shown = new ShownRow(row, ++this.sequence);
		ShownRow replaced = trace.put(row.spanId(), shown);
		this.bytes += shown.bytes() - ((replaced != null) ? replaced.bytes() : 0);
		evict(trace);
	}

	/**
	 * Adds traces of an earlier run. They count as older than all that have come.
	 * @param earlier rows by trace, the oldest trace first
	 */
	synchronized void restore(List<List<Row>> earlier) {
		Map<String, Map<String, ShownRow>> later = new LinkedHashMap<>(this.traces);
		this.traces.clear();
		for (List<Row> rows : earlier) {
			for (Row row : rows) {
				Map<String, ShownRow> trace = this.traces.computeIfAbsent(row.traceId(), (id) -> new LinkedHashMap<>());
				if (trace.size() < MAX_SPANS && !trace.containsKey(row.spanId())) {
					ShownRow shown = new ShownRow(row, ++this.sequence);
					trace.put(row.spanId(), shown);
					this.bytes += shown.bytes();
				}
			}
		}
		later.forEach((id, rows) -> rows.values().forEach((shown) -> {
			ShownRow before = this.traces.computeIfAbsent(id, (missing) -> new LinkedHashMap<>())
				.put(shown.row().spanId(), shown);
			this.bytes -= (before != null) ? before.bytes() : 0;
		}));
		Map<String, ShownRow> latest = Map.of();
		for (Map<String, ShownRow> trace : this.traces.values()) {
			latest = trace;
		}
		evict(latest);
	}

	/**
	 * The trace that came last stays, though not all of it where it is larger than
	 * everything that may be kept.
	 */
	private void evict(Map<String, ShownRow> latest) {
		Iterator<Map<String, ShownRow>> oldest = this.traces.values().iterator();
		while (this.traces.size() > 1 && (this.traces.size() > this.maxTraces || this.bytes > this.maxBytes)) {
			Map<String, ShownRow> trace = oldest.next();
			this.bytes -= bytes(trace);
			oldest.remove();
			this.evictedTraces++;
		}
		if (this.bytes > this.maxBytes) {
			shorten(latest);
		}
	}

	/**
	 * Makes room within a trace, and some more, so that not every further span has to:
	 * first the content of the oldest spans goes, then the spans go.
	 */
	private void shorten(Map<String, ShownRow> trace) {
		long enough = this.maxBytes / 4 * 3;
		for (Map.Entry<String, ShownRow> entry : trace.entrySet()) {
			if (this.bytes <= enough) {
				return;
			}
			ShownRow shortened = entry.getValue().withoutContent();
			this.bytes += shortened.bytes() - entry.getValue().bytes();
			entry.setValue(shortened);
		}
		Iterator<ShownRow> oldest = trace.values().iterator();
		while (this.bytes > enough && trace.size() > 1) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
			this.omittedSpans++;
		}
	}

	private static long bytes(Map<String, ShownRow> trace) {
		return trace.values().stream().mapToLong(ShownRow::bytes).sum();
	}

	/**
	 * Forgets everything.
	 */
	synchronized void clear() {
		this.traces.clear();
		this.bytes = 0;
		this.evictedTraces = 0;
		this.omittedSpans = 0;
		this.generation++;
	}

	/**
	 * What has come since a position.
	 * @param position the position, {@code null} for the beginning
	 * @return the rows in the order of their arrival, and the position after them
	 */
	synchronized Changes since(@Nullable Position position) {
		boolean known = position != null && position.generation() == this.generation
				&& position.sequence() <= this.sequence;
		Position now = new Position(this.generation, this.sequence);
		if (now.equals(position)) {
			return new Changes(now, false, this.evictedTraces, this.omittedSpans, List.of());
		}
		long from = (known && position != null) ? position.sequence() : 0;
		List<ShownRow> rows = new ArrayList<>();
		for (Map<String, ShownRow> trace : this.traces.values()) {
			for (ShownRow row : trace.values()) {
				if (row.sequence() > from) {
					rows.add(row);
				}
			}
		}
		rows.sort(Comparator.comparingLong(ShownRow::sequence));
		return new Changes(now, !known, this.evictedTraces, this.omittedSpans, rows);
	}

	/**
	 * The rows of a trace.
	 * @param traceId id of the trace
	 * @return the rows, empty if it is not known or not kept any more
	 */
	synchronized List<ShownRow> trace(String traceId) {
		Map<String, ShownRow> trace = this.traces.get(traceId);
		return (trace != null) ? List.copyOf(trace.values()) : List.of();
	}

	/**
	 * Tells of a row once more, since something else is known of it.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 */
	synchronized void touch(@Nullable String traceId, String spanId) {
		for (Map.Entry<String, Map<String, ShownRow>> trace : this.traces.entrySet()) {
			if (traceId == null || traceId.equals(trace.getKey())) {
				trace.getValue().computeIfPresent(spanId, (id, row) -> new ShownRow(row.row(), ++this.sequence));
			}
		}
	}

	/**
	 * The rows of all traces.
	 * @return the rows by the ids of their traces
	 */
	synchronized Map<String, List<ShownRow>> traces() {
		Map<String, List<ShownRow>> copy = new LinkedHashMap<>();
		this.traces.forEach((id, trace) -> copy.put(id, List.copyOf(trace.values())));
		return copy;
	}

	/**
	 * A place in the order of arrival.
	 *
	 * @param generation changes when the ring is cleared
	 * @param sequence number of the last row
	 */
	record Position(long generation, long sequence) {

		/**
		 * Reads a position.
		 * @param text what {@link #toString()} has written, or anything else
		 * @return the position, {@code null} if it is none
		 */
		static @Nullable Position parse(@Nullable String text) {
			if (text == null || !text.matches("\\d{1,18}-\\d{1,18}")) {
				return null;
			}
			int dash = text.indexOf('-');
			return new Position(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
		}

		@Override
		public String toString() {
			return this.generation + "-" + this.sequence;
		}

	}

	/**
	 * What has come.
	 *
	 * @param position the position after it
	 * @param reset whether all that came before is to be forgotten
	 * @param evictedTraces traces that had to go
	 * @param omittedSpans spans of traces that had too many
	 * @param rows the rows
	 */
	record Changes(Position position, boolean reset, long evictedTraces, long omittedSpans, List<ShownRow> rows) {

	}

}
