package dev.gai.braintrust.export.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.sampling.TraceDecision;

/**
 * Carries decisions about traces out: takes their spans out of the waiting room, and
 * counts them where they are not sent. Thread-safe.
 */
final class TraceDecisions {

	private final WaitingRoom room;

	private final ExportCounters counters;

	private final AtomicInteger undecided = new AtomicInteger();

	TraceDecisions(WaitingRoom room, ExportCounters counters) {
		this.room = room;
		this.counters = counters;
	}

	/**
	 * Tells that there is one more trace to decide about.
	 */
	void traceStarted() {
		this.undecided.incrementAndGet();
	}

	int undecidedTraces() {
		return this.undecided.get();
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
	 * Gives a trace up if it is undecided.
	 * @param trace the trace
	 * @param reason the reason
	 */
	void giveUp(SampledTrace trace, DropReason reason) {
		List<EndedSpan> spans = trace.decide(TraceDecision.LEFT_OUT, true);
		if (spans != null) {
			this.undecided.decrementAndGet();
			release(spans);
			this.counters.droppedBeforeLog(reason, spans.size());
			spans.forEach(EndedSpan::leaveOut);
		}
	}

	private void release(List<EndedSpan> spans) {
		this.room.leave(spans);
		this.counters.decided(spans.size());
	}

}
