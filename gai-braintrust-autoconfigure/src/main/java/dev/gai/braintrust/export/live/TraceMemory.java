package dev.gai.braintrust.export.live;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.delivery.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last traces that were not kept at once, and what was decided about them,
 * so that one which enters the application once more meets the same decision. Bounded:
 * the oldest are forgotten first, undecided ones as the last.
 */
final class TraceMemory {

	private final int maxTraces;

	private final TraceDecisions decisions;

	private final Map<String, SampledTrace> traces = new ConcurrentHashMap<>();

	private final Queue<SampledTrace> oldest = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	/**
	 * Creates a memory.
	 * @param maxTraces how many traces it holds
	 * @param decisions gives up undecided traces that have to be forgotten
	 */
	TraceMemory(int maxTraces, TraceDecisions decisions) {
		this.maxTraces = maxTraces;
		this.decisions = decisions;
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
		SampledTrace joined = this.traces.merge(traceId, started,
				(present, ignored) -> present.join() ? present : started);
		if (joined == started) {
			this.decisions.traceStarted();
			this.oldest.add(started);
			this.size.incrementAndGet();
			forgetOldest();
		}
		return joined;
	}

	/**
	 * The traces that are remembered, the oldest first.
	 * @return the traces
	 */
	Iterable<SampledTrace> traces() {
		return this.oldest;
	}

	private void forgetOldest() {
		while (this.size.get() > this.maxTraces) {
			SampledTrace trace = this.oldest.poll();
			if (trace == null) {
				return;
			}
			if (trace.isUndecided() && this.decisions.undecidedTraces() <= this.maxTraces / 2) {
				this.oldest.add(trace);
				continue;
			}
			this.size.decrementAndGet();
			this.traces.remove(trace.facts().traceId(), trace);
			this.decisions.giveUp(trace, DropReason.BUFFER_FULL);
		}
	}

}
