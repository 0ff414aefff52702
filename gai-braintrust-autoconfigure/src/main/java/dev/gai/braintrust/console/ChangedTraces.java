package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The traces that have changed since they were written, and when each is to be written:
 * when it has been quiet for a moment, or goes on changing for long. Not thread-safe.
 */
final class ChangedTraces {

	private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(15);

	private final Map<String, Change> changed = new HashMap<>();

	void add(String traceId, long now) {
		this.changed.compute(traceId, (id, before) -> new Change((before != null) ? before.first() : now, now));
	}

	/** Forgets what is not there any more. */
	void keepOnly(Collection<String> traceIds) {
		this.changed.keySet().retainAll(traceIds);
	}

	void written(String traceId) {
		this.changed.remove(traceId);
	}

	/**
	 * The traces that are to be written now.
	 * @param all whether it is time for each
	 */
	List<String> due(long now, boolean all) {
		List<String> due = new ArrayList<>();
		this.changed.forEach((traceId, change) -> {
			if (all || now - change.latest() > QUIET_NANOS || now - change.first() > LATEST_NANOS) {
				due.add(traceId);
			}
		});
		return due;
	}

	/** When a trace has changed first and last since it was written. */
	private record Change(long first, long latest) {

	}

}
