package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.completion.Guard;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.SampledTrace.Progress;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;

/**
 * Where spans wait until it is decided whether their trace is kept: when its roots have
 * ended, or as soon as a keeper says so. Then all of them go on, or none. Bounded in
 * spans, in bytes and in time; the oldest traces are given up first. Thread-safe.
 */
final class UndecidedTraces {

	/** How many traces are remembered. */
	private static final int MAX_TRACES = 20_000;

	/** How long spans are waited for that outlive what they run in. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

	private static final Duration MAX_AGE = Duration.ofMinutes(30);

	private static final long AGE_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final TraceSampling sampling;

	private final ExportCounters counters;

	private final Limits limits;

	private final TraceMemory memory;

	private final Queue<SampledTrace> finished = new ConcurrentLinkedQueue<>();

	private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();

	private final AtomicInteger spans = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private volatile boolean closed;

	private volatile long lastAgeCheckNanos = System.nanoTime();

	UndecidedTraces(TraceSampling sampling, ExportCounters counters, int maxSpans, long maxBytes) {
		this(sampling, counters, new Limits(MAX_TRACES, maxSpans, maxBytes, GRACE, MAX_AGE));
	}

	UndecidedTraces(TraceSampling sampling, ExportCounters counters, Limits limits) {
		this.sampling = sampling;
		this.counters = counters;
		this.limits = limits;
		this.memory = new TraceMemory(limits.traces(), (trace) -> giveUp(trace, DropReason.BUFFER_FULL));
	}

	/**
	 * Tells that a root has started.
	 * @param traceId id of its trace
	 * @return the trace, with the decision about it as far as there is one
	 */
	SampledTrace rootStarted(String traceId) {
		return switch (this.sampling.atStart(traceId)) {
			case KEPT -> SampledTrace.KEPT;
			case LEFT_OUT -> SampledTrace.LEFT_OUT;
			case UNDECIDED -> this.memory.join(traceId);
		};
	}

	/**
	 * Tells that a span ends whose place in its trace is not remembered.
	 * @param traceId id of its trace
	 * @return the trace, of which the span counts as a root
	 */
	SampledTrace forgottenEnds(String traceId) {
		SampledTrace known = this.memory.find(traceId);
		return (known != null && known.decision() == TraceDecision.LEFT_OUT) ? known : rootStarted(traceId);
	}

	/**
	 * Takes a span that has ended in a trace that was undecided just now.
	 * @param span the span
	 * @return the spans that are to be sent now
	 */
	List<EndedSpan> ended(EndedSpan span) {
		SampledTrace trace = span.trace();
		this.counters.undecided();
		this.spans.incrementAndGet();
		this.bytes.addAndGet(span.bytes());
		if (!trace.add(span)) {
			return decided(trace, List.of(span));
		}
		Guard.run("A span tells sampling nothing",
				() -> this.sampling.ended(trace.facts(), span.span().toSpanData(), span.record()));
		List<EndedSpan> kept = decide(trace, progressed(trace, trace.arrived(span.root()), span.root()));
		makeRoom();
		return kept;
	}

	/**
	 * Tells that a span has ended which is not sent.
	 * @param trace its trace
	 * @param root whether it is a root
	 * @return whether the trace is to be decided now
	 */
	boolean endedUnsent(SampledTrace trace, boolean root) {
		return trace.isUndecided() && noteFinished(trace, progressed(trace, trace.ended(root), root));
	}

	/**
	 * Tells that a span was on its way but cannot be taken.
	 * @param trace its trace
	 * @param root whether it is a root
	 * @return whether the trace is to be decided now
	 */
	boolean refused(SampledTrace trace, boolean root) {
		return trace.isUndecided() && noteFinished(trace, progressed(trace, trace.arrived(root), root));
	}

	private boolean noteFinished(SampledTrace trace, Progress progress) {
		if (progress == Progress.FINISHED && !trace.hasSpans()) {
			decide(trace, TraceDecision.LEFT_OUT, false);
			return false;
		}
		return progress == Progress.FINISHED && this.finished.add(trace);
	}

	private Progress progressed(SampledTrace trace, Progress progress, boolean root) {
		if (root && (progress == Progress.ARRIVING || progress == Progress.CLOSING)) {
			wait(trace, this.limits.grace());
		}
		return progress;
	}

	private void wait(SampledTrace trace, Duration time) {
		this.closing.add(new Closing(trace, System.nanoTime() + time.toNanos()));
	}

	/**
	 * Decides about traces that have ended, or have been waiting for too long.
	 * @return the spans that are to be sent now
	 */
	List<EndedSpan> due() {
		if (this.spans.get() == 0 && !isAnyDueSoon()) {
			return List.of();
		}
		List<EndedSpan> kept = new ArrayList<>();
		for (SampledTrace trace = this.finished.poll(); trace != null; trace = this.finished.poll()) {
			kept.addAll(finish(trace));
		}
		for (Closing next = this.closing.peek(); next != null && next.isDue(); next = this.closing.peek()) {
			this.closing.poll();
			if (next.trace().isUndecided() && next.trace().progress() == Progress.ARRIVING) {
				wait(next.trace(), LOOK_AGAIN);
			}
			else {
				kept.addAll(finish(next.trace()));
			}
		}
		long now = System.nanoTime();
		if (now - this.lastAgeCheckNanos > AGE_CHECK_NANOS) {
			this.lastAgeCheckNanos = now;
			this.memory.traces().forEach((trace) -> {
				if (trace.isUndecided() && trace.isOlderThan(this.limits.age())) {
					kept.addAll(decide(trace, this.sampling.atEnd(trace.facts()), true));
				}
			});
		}
		return kept;
	}

	boolean isAnyDueSoon() {
		return !this.finished.isEmpty() || !this.closing.isEmpty();
	}

	boolean isEmpty() {
		return this.spans.get() == 0;
	}

	/**
	 * Decides about all traces as they are, and from now on about each at once.
	 * @return the spans that are to be sent now
	 */
	List<EndedSpan> close() {
		this.closed = true;
		List<EndedSpan> kept = new ArrayList<>();
		this.memory.traces().forEach((trace) -> kept.addAll(decide(trace, this.sampling.atEnd(trace.facts()), true)));
		return kept;
	}

	private List<EndedSpan> decide(SampledTrace trace, Progress progress) {
		if (progress == Progress.FINISHED) {
			return finish(trace);
		}
		return decide(trace, this.closed ? this.sampling.atEnd(trace.facts()) : this.sampling.soFar(trace.facts()),
				true);
	}

	private List<EndedSpan> finish(SampledTrace trace) {
		if (!trace.isUndecided() || trace.progress() == Progress.RUNNING) {
			return List.of();
		}
		trace.facts().finish();
		return decide(trace, this.sampling.atEnd(trace.facts()), false);
	}

	private List<EndedSpan> decide(SampledTrace trace, TraceDecision decision, boolean atOnce) {
		List<EndedSpan> spans = trace.decide(decision, atOnce);
		if (spans == null) {
			return List.of();
		}
		this.memory.decided();
		return decided(trace, spans);
	}

	private List<EndedSpan> decided(SampledTrace trace, List<EndedSpan> spans) {
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
		this.memory.traces().forEach((trace) -> giveUp(trace, reason));
	}

	private void giveUp(SampledTrace trace, DropReason reason) {
		List<EndedSpan> spans = trace.decide(TraceDecision.LEFT_OUT, true);
		if (spans != null) {
			this.memory.decided();
			release(spans);
			this.counters.droppedBeforeLog(reason, spans.size());
			spans.forEach(EndedSpan::leaveOut);
		}
	}

	private void release(List<EndedSpan> spans) {
		this.spans.addAndGet(-spans.size());
		this.bytes.addAndGet(-spans.stream().mapToLong(EndedSpan::bytes).sum());
		this.counters.decided(spans.size());
	}

	/**
	 * Gives up the oldest traces if there are too many spans, and then a few more, so
	 * that it need not look for them each time.
	 */
	private void makeRoom() {
		if (hasRoom(this.limits.spans(), this.limits.bytes())) {
			return;
		}
		for (SampledTrace trace : this.memory.traces()) {
			if (trace.hasSpans()) {
				giveUp(trace, DropReason.BUFFER_FULL);
				if (hasRoom(this.limits.spans() / 8 * 7, this.limits.bytes() / 8 * 7)) {
					return;
				}
			}
		}
	}

	private boolean hasRoom(int maxSpans, long maxBytes) {
		return this.spans.get() <= maxSpans && this.bytes.get() <= maxBytes;
	}

	/**
	 * Bounds.
	 *
	 * @param traces how many traces are remembered
	 * @param spans the most spans that wait
	 * @param bytes about how many bytes wait at most
	 * @param grace how long spans are waited for that outlive their root
	 * @param age how long a trace may be undecided
	 */
	record Limits(int traces, int spans, long bytes, Duration grace, Duration age) {

	}

	private record Closing(SampledTrace trace, long dueNanos) {

		boolean isDue() {
			return System.nanoTime() - this.dueNanos >= 0;
		}

	}

}
