package dev.gai.braintrust.export;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the places of local spans while their trace runs, and for a while after it:
 * work that was handed to another thread may start later than its parent ended. Bounded
 * in traces and in spans per trace; what is not remembered becomes a root.
 */
final class LiveTraces {

	static final int MAX_TRACES = 10_000;

	static final int MAX_SPANS_PER_TRACE = 20_000;

	private static final int MAX_FINISHED = 500;

	private final Map<String, Trace> traces = new ConcurrentHashMap<>();

	private final Queue<String> finished = new ConcurrentLinkedQueue<>();

	private final AtomicInteger finishedCount = new AtomicInteger();

	/**
	 * Remembers a span that starts.
	 * @param span the span
	 * @param remoteParent the accepted caller, if the trace comes from one
	 * @param recorded whether the span has a record
	 */
	void started(ReadableSpan span, @Nullable RemoteParent remoteParent, boolean recorded) {
		String traceId = span.getSpanContext().getTraceId();
		Trace trace = this.traces.compute(traceId, (id, known) -> {
			Trace running = (known != null) ? known : (this.traces.size() < MAX_TRACES) ? new Trace() : null;
			if (running != null) {
				running.live++;
			}
			return running;
		});
		if (trace != null && trace.nodes.size() < MAX_SPANS_PER_TRACE) {
			SpanNode parent = trace.nodes.get(span.getParentSpanContext().getSpanId());
			trace.nodes.put(span.getSpanContext().getSpanId(), new SpanNode(span, parent, remoteParent, recorded));
		}
	}

	@Nullable SpanNode find(String traceId, String spanId) {
		Trace trace = this.traces.get(traceId);
		return (trace != null) ? trace.nodes.get(spanId) : null;
	}

	/**
	 * Forgets a trace some time after its last span has ended.
	 * @param traceId the trace of a span that ended
	 */
	void ended(String traceId) {
		boolean[] last = new boolean[1];
		this.traces.computeIfPresent(traceId, (id, trace) -> {
			last[0] = --trace.live == 0;
			return trace;
		});
		if (last[0]) {
			this.finished.add(traceId);
			if (this.finishedCount.incrementAndGet() > MAX_FINISHED) {
				forgetOldest();
			}
		}
	}

	private void forgetOldest() {
		String oldest = this.finished.poll();
		if (oldest != null) {
			this.finishedCount.decrementAndGet();
			this.traces.computeIfPresent(oldest, (id, trace) -> (trace.live <= 0) ? null : trace);
		}
	}

	int size() {
		return this.traces.size();
	}

	private static final class Trace {

		private final Map<String, SpanNode> nodes = new ConcurrentHashMap<>();

		/** Only changed inside of the map's compute. */
		private int live;

	}

}
