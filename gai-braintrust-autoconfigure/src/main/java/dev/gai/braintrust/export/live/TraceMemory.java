package dev.gai.braintrust.export.live;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.live.UndecidedTraces.Limits;
import dev.gai.braintrust.sampling.TraceDecision;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last traces that were not kept at once, what was decided about them, so
 * that one which enters the application once more meets the same decision, and how much
 * of them waits. Bounded in traces, spans and bytes: the oldest are forgotten first,
 * undecided ones as the last. Thread-safe.
 */
final class TraceMemory {

	private final Limits limits;

	private final ExportCounters counters;

	private final RecentMap<String, SampledTrace> traces;

	/** Those that are undecided, the oldest first, and some that were until lately. */
	private final Queue<SampledTrace> oldest = new ConcurrentLinkedQueue<>();

	private final AtomicInteger queued = new AtomicInteger();

	private final AtomicInteger undecided = new AtomicInteger();

	private final AtomicInteger waitingSpans = new AtomicInteger();

	private final AtomicLong waitingBytes = new AtomicLong();

	TraceMemory(Limits limits, ExportCounters counters) {
		this.limits = limits;
		this.counters = counters;
		this.traces = new RecentMap<>(limits.traces(), SampledTrace::traceId, this::isNeeded,
				(trace) -> giveUp(trace, DropReason.BUFFER_FULL));
	}

	@Nullable SampledTrace find(String traceId) {
		return this.traces.get(traceId);
	}

	/**
	 * Tells that a root has started.
	 * @param traceId id of its trace
	 * @return the trace, which counts the root
	 */
	SampledTrace join(String traceId) {
		SampledTrace started = SampledTrace.undecided(traceId);
		SampledTrace joined = this.traces.merge(started, (present, ignored) -> present.join() ? present : started);
		if (joined == started) {
			this.undecided.incrementAndGet();
			this.oldest.add(started);
			this.queued.incrementAndGet();
			unqueueDecided();
		}
		return joined;
	}

	/** More than one comes out for each that goes in, so that few stay. */
	private void unqueueDecided() {
		for (int i = 0; i < 2; i++) {
			SampledTrace first = this.oldest.peek();
			if (first == null || (first.isUndecided() && this.queued.get() <= this.limits.traces())) {
				return;
			}
			// Another thread may have taken the first one meanwhile.
			SampledTrace taken = this.oldest.poll();
			if (taken != null && taken.isUndecided()) {
				this.oldest.add(taken);
			}
			else if (taken != null) {
				this.queued.decrementAndGet();
			}
		}
	}

	private boolean isNeeded(SampledTrace trace) {
		return trace.isUndecided() && this.undecided.get() <= this.limits.traces() / 2;
	}

	/**
	 * The traces that are undecided, the oldest first, and some that were until lately.
	 * @return the traces
	 */
	Iterable<SampledTrace> traces() {
		return this.oldest;
	}

	boolean isAnyWaiting() {
		return this.waitingSpans.get() > 0;
	}

	/**
	 * Lets a span wait for the decision about its trace.
	 * @param span the span
	 * @return {@code false} if that has been made
	 */
	boolean add(EndedSpan span) {
		this.counters.undecided();
		this.waitingSpans.incrementAndGet();
		this.waitingBytes.addAndGet(span.bytes());
		return span.trace().add(span);
	}

	/**
	 * Decides about a trace.
	 * @param trace the trace
	 * @param decision the decision
	 * @param atOnce whether a root may still run
	 * @return the spans that are to be sent now
	 */
	List<EndedSpan> decide(SampledTrace trace, TraceDecision decision, boolean atOnce) {
		List<EndedSpan> spans = trace.decide(decision, atOnce);
		if (spans == null) {
			return List.of();
		}
		this.undecided.decrementAndGet();
		return follow(trace, spans);
	}

	/**
	 * Has waiting spans follow the decision about their trace.
	 * @param trace the decided trace
	 * @param spans the spans
	 * @return those that are to be sent now
	 */
	List<EndedSpan> follow(SampledTrace trace, List<EndedSpan> spans) {
		release(spans);
		if (trace.decision() == TraceDecision.KEPT) {
			return spans;
		}
		this.counters.unsampled(spans.size());
		spans.forEach(EndedSpan::leaveOut);
		return List.of();
	}

	/**
	 * Gives up what is still undecided.
	 * @param reason the reason
	 */
	void giveUpAll(DropReason reason) {
		this.oldest.forEach((trace) -> giveUp(trace, reason));
	}

	/**
	 * Gives up the oldest traces if too much waits, and then a few more, until an eighth
	 * is free, so that it need not look for them each time.
	 */
	void makeRoom() {
		if (isWithin(this.limits.spans(), this.limits.bytes())) {
			return;
		}
		for (SampledTrace trace : this.oldest) {
			if (trace.hasSpans()) {
				giveUp(trace, DropReason.BUFFER_FULL);
				if (isWithin(this.limits.spans() / 8 * 7, this.limits.bytes() / 8 * 7)) {
					return;
				}
			}
		}
	}

	private boolean isWithin(int spans, long bytes) {
		return this.waitingSpans.get() <= spans && this.waitingBytes.get() <= bytes;
	}

	private void giveUp(SampledTrace trace, DropReason reason) {
		List<EndedSpan> spans = trace.decide(TraceDecision.LEFT_OUT, true);
		if (spans != null) {
			this.undecided.decrementAndGet();
			release(spans);
			this.counters.droppedBeforeLog(reason, spans.size());
			spans.forEach(EndedSpan::leaveOut);
		}
	}

	private void release(List<EndedSpan> spans) {
		this.waitingSpans.addAndGet(-spans.size());
		this.waitingBytes.addAndGet(-spans.stream().mapToLong(EndedSpan::bytes).sum());
		this.counters.decided(spans.size());
	}

}
