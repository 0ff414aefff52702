package dev.gai.braintrust.export.live;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * Traces whose roots have ended, until it is time to decide about them. Thread-safe.
 */
final class EndingTraces {

	private final Queue<SampledTrace> finished = new ConcurrentLinkedQueue<>();

	private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();

	/**
	 * Adds a trace of which nothing more will come.
	 * @param trace the trace
	 */
	void finished(SampledTrace trace) {
		this.finished.add(trace);
	}

	/**
	 * Adds a trace of which something may come.
	 * @param trace the trace
	 * @param wait how long to wait for it
	 */
	void closing(SampledTrace trace, Duration wait) {
		this.closing.add(new Closing(trace, System.nanoTime() + wait.toNanos()));
	}

	/**
	 * Takes a trace for which it is time.
	 * @return the trace, {@code null} if there is none
	 */
	@Nullable SampledTrace poll() {
		SampledTrace next = this.finished.poll();
		if (next != null) {
			return next;
		}
		Closing first = this.closing.peek();
		boolean due = first != null && System.nanoTime() - first.dueNanos() >= 0;
		return (due && this.closing.remove(first)) ? first.trace() : null;
	}

	boolean isEmpty() {
		return this.finished.isEmpty() && this.closing.isEmpty();
	}

	private record Closing(SampledTrace trace, long dueNanos) {

	}

}
