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

	private final int maxTraces;

	private final long maxBytes;

	private final Map<String, RingTrace> traces = new LinkedHashMap<>();

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
		RingTrace trace = trace(this.traces, row.traceId());
		if (!trace.hasRoomFor(row.spanId())) {
			this.omittedSpans++;
			return;
		}
		this.bytes += trace.put(new ShownRow(row, ++this.sequence));
		evict(trace);
	}

	private static RingTrace trace(Map<String, RingTrace> traces, String id) {
		return traces.computeIfAbsent(id, (missing) -> new RingTrace());
	}

	/**
	 * Adds traces of an earlier run. They count as older than all that have come.
	 * @param earlier rows by trace, the oldest trace first
	 */
	synchronized void restore(List<List<Row>> earlier) {
		Map<String, RingTrace> later = new LinkedHashMap<>(this.traces);
		this.traces.clear();
		this.bytes = 0;
		for (List<Row> rows : earlier) {
			for (Row row : rows) {
				RingTrace trace = trace(this.traces, row.traceId());
				if (trace.hasRoomFor(row.spanId()) && !trace.holds(row.spanId())) {
					this.bytes += trace.put(new ShownRow(row, ++this.sequence));
				}
			}
		}
		later.forEach((id, rows) -> {
			RingTrace trace = trace(this.traces, id);
			rows.all().forEach((shown) -> this.bytes += trace.put(shown));
		});
		RingTrace latest = new RingTrace();
		for (RingTrace trace : this.traces.values()) {
			latest = trace;
		}
		evict(latest);
	}

	/**
	 * The trace that came last stays, though not all of it where it is larger than
	 * everything that may be kept.
	 */
	private void evict(RingTrace latest) {
		Iterator<RingTrace> oldest = this.traces.values().iterator();
		while (this.traces.size() > 1 && (this.traces.size() > this.maxTraces || this.bytes > this.maxBytes)) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
			this.evictedTraces++;
		}
		if (this.bytes > this.maxBytes) {
			// Some more, so that not every further span has to.
			long before = latest.bytes();
			this.omittedSpans += latest.shorten(this.bytes - this.maxBytes / 4 * 3);
			this.bytes += latest.bytes() - before;
		}
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
	synchronized RingChanges since(@Nullable RingPosition position) {
		boolean known = position != null && position.generation() == this.generation
				&& position.sequence() <= this.sequence;
		RingPosition now = new RingPosition(this.generation, this.sequence);
		if (now.equals(position)) {
			return new RingChanges(now, false, this.evictedTraces, this.omittedSpans, List.of());
		}
		long from = (known && position != null) ? position.sequence() : 0;
		List<ShownRow> rows = new ArrayList<>();
		for (RingTrace trace : this.traces.values()) {
			for (ShownRow row : trace.all()) {
				if (row.sequence() > from) {
					rows.add(row);
				}
			}
		}
		rows.sort(Comparator.comparingLong(ShownRow::sequence));
		return new RingChanges(now, !known, this.evictedTraces, this.omittedSpans, rows);
	}

	/**
	 * The rows of a trace.
	 * @param traceId id of the trace
	 * @return the rows, empty if it is not known or not kept any more
	 */
	synchronized List<ShownRow> trace(String traceId) {
		RingTrace trace = this.traces.get(traceId);
		return (trace != null) ? List.copyOf(trace.all()) : List.of();
	}

	/**
	 * Tells of a row once more, since something else is known of it.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 */
	synchronized void touch(@Nullable String traceId, String spanId) {
		for (Map.Entry<String, RingTrace> trace : this.traces.entrySet()) {
			ShownRow row = trace.getValue().get(spanId);
			if (row != null && (traceId == null || traceId.equals(trace.getKey()))) {
				this.bytes += trace.getValue().put(new ShownRow(row.row(), ++this.sequence));
			}
		}
	}

	/**
	 * The rows of all traces.
	 * @return the rows by the ids of their traces
	 */
	synchronized Map<String, List<ShownRow>> traces() {
		Map<String, List<ShownRow>> copy = new LinkedHashMap<>();
		this.traces.forEach((id, trace) -> copy.put(id, List.copyOf(trace.all())));
		return copy;
	}

}
