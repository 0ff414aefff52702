package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.feedback.FeedbackListener;
import dev.gai.braintrust.guard.BoundedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has been said of spans, for the page: bounded, and as it is sent. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FeedbackNotes implements FeedbackListener {

	private static final int MAX_SPANS = 1000;

	private static final int MAX_NOTES = 20;

	private final TraceRing ring;

	private final BoundedMap<String, List<ObjectNode>> notes = new BoundedMap<>(MAX_SPANS);

	/**
	 * Creates an empty collection.
	 * @param ring the traces; told of spans that something was said of
	 */
	public FeedbackNotes(TraceRing ring) {
		this.ring = ring;
	}

	@Override
	public void given(@Nullable String traceId, String spanId, ObjectNode feedback) {
		synchronized (this.notes) {
			List<ObjectNode> said = this.notes.get(spanId);
			List<ObjectNode> more = new ArrayList<>((said != null) ? said : List.of());
			if (more.size() >= MAX_NOTES) {
				more.remove(0);
			}
			more.add(feedback);
			this.notes.put(spanId, List.copyOf(more));
		}
		this.ring.touch(traceId, spanId);
	}

	/**
	 * Adds what was said in an earlier run, before what has been said since.
	 * @param spanId the span
	 * @param earlier its feedback, the oldest first
	 */
	void restore(String spanId, List<ObjectNode> earlier) {
		synchronized (this.notes) {
			List<ObjectNode> all = new ArrayList<>(earlier);
			all.addAll(of(spanId));
			this.notes.put(spanId, List.copyOf(all.subList(Math.max(0, all.size() - MAX_NOTES), all.size())));
		}
	}

	void clear() {
		this.notes.clear();
	}

	/**
	 * What was said of a span.
	 * @param spanId the span
	 * @return its feedback, empty if there is none
	 */
	List<ObjectNode> of(String spanId) {
		List<ObjectNode> said = this.notes.get(spanId);
		return (said != null) ? said : List.of();
	}

}
