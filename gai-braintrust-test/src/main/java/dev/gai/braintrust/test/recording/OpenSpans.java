package dev.gai.braintrust.test.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The spans of one test that still run, and the ids of the latest ones, by which others
 * are known to belong to it. Not thread-safe.
 */
final class OpenSpans {

	private final int mostKnown;

	private final Map<String, OpenSpan> open = new LinkedHashMap<>();

	/** The oldest first. */
	private final Deque<String> known = new ArrayDeque<>();

	OpenSpans(int mostKnown) {
		this.mostKnown = mostKnown;
	}

	/**
	 * A span has started.
	 * @return the id that is known no longer, {@code null} for none
	 */
	@Nullable String started(String id, OpenSpan span) {
		this.open.put(id, span);
		knows(id);
		return (this.known.size() > this.mostKnown) ? this.known.poll() : null;
	}

	/** Remembers the id of a span that does not run here. */
	void knows(String id) {
		this.known.add(id);
	}

	/**
	 * A span has ended.
	 * @return whether it was open
	 */
	boolean ended(String id) {
		return this.open.remove(id) != null;
	}

	boolean isEmpty() {
		return this.open.isEmpty();
	}

	boolean areAmong(Set<String> ids) {
		return ids.containsAll(this.open.keySet());
	}

	List<String> descriptions(Set<String> except) {
		return this.open.entrySet()
			.stream()
			.filter((span) -> !except.contains(span.getKey()))
			.map((span) -> span.getValue().description())
			.toList();
	}

	/**
	 * Forgets all.
	 * @return the ids that were known
	 */
	List<String> clear() {
		List<String> ids = List.copyOf(this.known);
		this.known.clear();
		this.open.clear();
		return ids;
	}

}
