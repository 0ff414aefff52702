package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.feedback.FeedbackListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has been said of spans, for the page: as it is sent, and bounded in number and in
 * bytes. What was said last of a span stays, of the spans those of which something was
 * said last. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FeedbackNotes implements FeedbackListener {

	private static final int MAX_SPANS = 1000;

	private static final int MAX_NOTES = 20;

	private static final long MAX_BYTES = 4L * 1024 * 1024;

	private final TraceRing ring;

	/** The span of which something was said last is the last. */
	private final Map<String, Notes> notes = new LinkedHashMap<>();

	private long bytes;

	/**
	 * Creates an empty collection.
	 * @param ring the traces; told of spans that something was said of
	 */
	public FeedbackNotes(TraceRing ring) {
		this.ring = ring;
	}

	@Override
	public void given(@Nullable String traceId, String spanId, ObjectNode feedback) {
		synchronized (this) {
			List<ObjectNode> said = new ArrayList<>(of(spanId));
			said.add(feedback);
			put(spanId, said);
		}
		this.ring.touch(traceId, spanId);
	}

	/**
	 * Adds what was said in an earlier run, before what has been said since.
	 * @param spanId the span
	 * @param earlier its feedback, the oldest first
	 */
	synchronized void restore(String spanId, List<ObjectNode> earlier) {
		List<ObjectNode> said = new ArrayList<>(earlier);
		said.addAll(of(spanId));
		put(spanId, said);
	}

	private void put(String spanId, List<ObjectNode> said) {
		List<ObjectNode> latest = List.copyOf(said.subList(Math.max(0, said.size() - MAX_NOTES), said.size()));
		long length = latest.stream().mapToLong((note) -> note.toString().length()).sum();
		Notes before = this.notes.remove(spanId);
		this.notes.put(spanId, new Notes(latest, length));
		this.bytes += length - ((before != null) ? before.bytes() : 0);
		Iterator<Notes> oldest = this.notes.values().iterator();
		while (this.notes.size() > 1 && (this.notes.size() > MAX_SPANS || this.bytes > MAX_BYTES)) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
		}
	}

	/**
	 * What was said of a span.
	 * @param spanId the span
	 * @return its feedback, empty if there is none
	 */
	synchronized List<ObjectNode> of(String spanId) {
		Notes said = this.notes.get(spanId);
		return (said != null) ? said.said() : List.of();
	}

	synchronized void clear() {
		this.notes.clear();
		this.bytes = 0;
	}

	private record Notes(List<ObjectNode> said, long bytes) {

	}

}
