package dev.gai.braintrust.export.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.live.SampledTrace.Progress;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;
import org.jspecify.annotations.Nullable;

/**
 * Where spans wait until it is decided whether their trace is kept: when its roots have
 * ended, or as soon as a keeper says so. Then all of them go on, or none. Bounded in
 * spans, in bytes and in time; the oldest traces are given up first. Thread-safe.
 *
 * @since 0.1.0
 */
public final class UndecidedTraces {

	/** How many traces are remembered. */
	private static final int MAX_TRACES = 20_000;

	/** How long spans are waited for that outlive what they run in. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

	private static final Duration MAX_AGE = Duration.ofMinutes(30);

	private static final long AGE_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final TraceSampling sampling;

	private final Limits limits;

	private final TraceMemory memory;

	/** Traces of which nothing more will come. */
	private final Queue<SampledTrace> finished = new ConcurrentLinkedQueue<>();

	/** Traces whose roots have ended, but of which something may come. */
	private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	private volatile long lastAgeCheckNanos = System.nanoTime();

	/**
	 * Creates an empty waiting place.
	 * @param sampling which traces are kept
	 * @param counters counts what becomes of each span
	 * @param maxSpans the most spans that wait
	 * @param maxBytes about how many bytes wait at most
	 */
	public UndecidedTraces(TraceSampling sampling, ExportCounters counters, int maxSpans, long maxBytes) {
		this(sampling, counters, new Limits(MAX_TRACES, maxSpans, maxBytes, GRACE, MAX_AGE));
	}

	UndecidedTraces(TraceSampling sampling, ExportCounters counters, Limits limits) {
		this.sampling = sampling;
		this.limits = limits;
		this.memory = new TraceMemory(limits, counters);
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
	public SampledTrace forgottenEnds(String traceId) {
		SampledTrace known = this.memory.find(traceId);
		return (known != null && known.decision() == TraceDecision.LEFT_OUT) ? known : rootStarted(traceId);
	}

	/**
	 * Takes a span that has ended in a trace that was undecided just now.
	 * @param span the span
	 * @return the spans that are to be sent now
	 */
	public List<EndedSpan> ended(EndedSpan span) {
		SampledTrace trace = span.trace();
		if (!this.memory.add(span)) {
			return this.memory.follow(trace, List.of(span));
		}
		Guard.run("A span tells sampling nothing",
				() -> this.sampling.ended(trace.facts(), span.span(), span.record()));
		List<EndedSpan> kept = decide(trace, progressed(trace, trace.arrived(span.root()), span.root()));
		this.memory.makeRoom();
		return kept;
	}

	/**
	 * Tells that a span has ended which is not sent.
	 * @param trace its trace
	 * @param root whether it is a root
	 * @return whether the trace is to be decided now
	 */
	public boolean endedUnsent(SampledTrace trace, boolean root) {
		return trace.isUndecided() && isToBeDecided(trace, progressed(trace, trace.ended(root), root));
	}

	/**
	 * Tells that a span was on its way but cannot be taken.
	 * @param trace its trace
	 * @param root whether it is a root
	 * @return whether the trace is to be decided now
	 */
	public boolean refused(SampledTrace trace, boolean root) {
		return trace.isUndecided() && isToBeDecided(trace, progressed(trace, trace.arrived(root), root));
	}

	private boolean isToBeDecided(SampledTrace trace, Progress progress) {
		if (progress == Progress.FINISHED && !trace.hasSpans()) {
			this.memory.decide(trace, TraceDecision.LEFT_OUT, false);
		}
		return progress == Progress.FINISHED && trace.isUndecided();
	}

	/**
	 * Has the writer decide about a trace.
	 * @param trace a trace that has ended
	 */
	public void decideSoon(SampledTrace trace) {
		this.finished.add(trace);
	}

	private Progress progressed(SampledTrace trace, Progress progress, boolean root) {
		if (root && (progress == Progress.ARRIVING || progress == Progress.CLOSING)) {
			waitFor(trace, this.limits.grace());
		}
		return progress;
	}

	/**
	 * Decides about traces that have ended, or have been waiting for too long.
	 * @return the spans that are to be sent now
	 */
	public List<EndedSpan> due() {
		if (isEmpty() && !isAnyDueSoon()) {
			return List.of();
		}
		List<EndedSpan> kept = new ArrayList<>();
		for (SampledTrace trace = nextEnded(); trace != null; trace = nextEnded()) {
			if (trace.isUndecided() && (trace.progress() == Progress.ARRIVING || trace.awaitsScores())) {
				waitFor(trace, LOOK_AGAIN);
			}
			else {
				kept.addAll(finish(trace));
			}
		}
		long now = System.nanoTime();
		if (now - this.lastAgeCheckNanos > AGE_CHECK_NANOS) {
			this.lastAgeCheckNanos = now;
			this.memory.traces().forEach((trace) -> {
				if (trace.isOlderThan(this.limits.age())) {
					kept.addAll(decideAsItIs(trace));
				}
			});
		}
		return kept;
	}

	/**
	 * Whether a trace has ended that is to be decided about.
	 * @return whether {@link #due()} will soon have something to do
	 */
	public boolean isAnyDueSoon() {
		return !this.finished.isEmpty() || !this.closing.isEmpty();
	}

	/**
	 * Whether no span waits.
	 * @return whether none does
	 */
	public boolean isEmpty() {
		return !this.memory.isAnyWaiting();
	}

	/**
	 * Decides about all traces as they are, and from now on about each at once.
	 * @return the spans that are to be sent now
	 */
	public List<EndedSpan> close() {
		this.closed = true;
		List<EndedSpan> kept = new ArrayList<>();
		this.memory.traces().forEach((trace) -> kept.addAll(decideAsItIs(trace)));
		return kept;
	}

	private List<EndedSpan> decideAsItIs(SampledTrace trace) {
		return trace.isUndecided() ? this.memory.decide(trace, this.sampling.atEnd(trace.facts()), true) : List.of();
	}

	private List<EndedSpan> decide(SampledTrace trace, Progress progress) {
		if (progress == Progress.FINISHED) {
			return finish(trace);
		}
		return this.closed ? decideAsItIs(trace) : this.memory.decide(trace, this.sampling.soFar(trace.facts()), true);
	}

	/**
	 * Decides about a trace that has ended.
	 * @param trace the trace
	 * @return the spans that are to be sent now
	 */
	public List<EndedSpan> finish(SampledTrace trace) {
		if (!trace.isUndecided() || trace.progress() == Progress.RUNNING) {
			return List.of();
		}
		trace.facts().finish();
		return this.memory.decide(trace, this.sampling.atEnd(trace.facts()), false);
	}

	/**
	 * Gives up what is still undecided.
	 * @param reason the reason
	 */
	public void giveUpAll(DropReason reason) {
		this.memory.giveUpAll(reason);
	}

	private void waitFor(SampledTrace trace, Duration wait) {
		this.closing.add(new Closing(trace, System.nanoTime() + wait.toNanos()));
	}

	private @Nullable SampledTrace nextEnded() {
		SampledTrace next = this.finished.poll();
		if (next != null) {
			return next;
		}
		Closing first = this.closing.peek();
		boolean due = first != null && System.nanoTime() - first.dueNanos() >= 0;
		return (due && this.closing.remove(first)) ? first.trace() : null;
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

	}

}
