package dev.gai.braintrust.console;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one trace, and about how much memory they take. Not thread-safe.
 */
final class RingTrace {

	/** A trace that never ends must not push out all others. */
	static final int MAX_SPANS = 2000;

	private final Map<String, ShownRow> rows = new LinkedHashMap<>();

	private long bytes;

	boolean hasRoomFor(String spanId) {
		return this.rows.size() < MAX_SPANS || holds(spanId);
	}

	boolean holds(String spanId) {
		return this.rows.containsKey(spanId);
	}

	@Nullable ShownRow get(String spanId) {
		return this.rows.get(spanId);
	}

	Collection<ShownRow> all() {
		return this.rows.values();
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Takes a row, in place of what its span was before.
	 * @return how many bytes more the trace takes
	 */
	long put(ShownRow row) {
		ShownRow before = this.rows.put(row.row().spanId(), row);
		long more = row.bytes() - ((before != null) ? before.bytes() : 0);
		this.bytes += more;
		return more;
	}

	/**
	 * Makes room: first the content of the oldest spans goes, then the spans go, but for
	 * the last one.
	 * @param tooMuch how many bytes to free
	 * @return how many spans have gone
	 */
	int shorten(long tooMuch) {
		long enough = this.bytes - tooMuch;
		for (Map.Entry<String, ShownRow> entry : this.rows.entrySet()) {
			if (this.bytes <= enough) {
				return 0;
			}
			ShownRow shortened = entry.getValue().withoutContent();
			this.bytes += shortened.bytes() - entry.getValue().bytes();
			entry.setValue(shortened);
		}
		int gone = 0;
		Iterator<ShownRow> oldest = this.rows.values().iterator();
		while (this.bytes > enough && this.rows.size() > 1) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
			gone++;
		}
		return gone;
	}

}
