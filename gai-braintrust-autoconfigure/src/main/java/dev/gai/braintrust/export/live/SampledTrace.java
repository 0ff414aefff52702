package dev.gai.braintrust.export.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceFacts;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * The part of a trace that runs in this application, and the one decision about it. Until
 * that is made, spans that have ended wait here. It knows how many roots and how many
 * other spans are still to come, since a root may end before what runs below it. A root
 * is the local root, and each span of ours with none of ours above it, which Braintrust
 * shows as a root and which may outlive the request that started it. Nothing is done
 * under its lock but to change a few fields.
 *
 * @since 0.1.0
 */
public final class SampledTrace {

	static final SampledTrace KEPT = new SampledTrace("", TraceDecision.KEPT);

	static final SampledTrace LEFT_OUT = new SampledTrace("", TraceDecision.LEFT_OUT);

	private final TraceFacts facts;

	private final long startNanos = System.nanoTime();

	private volatile TraceDecision decision;

	private List<EndedSpan> waiting = new ArrayList<>();

	private int openRoots;

	private int openSpans;

	private int spansOnTheirWay;

	private int scoresAwaited;

	private SampledTrace(String traceId, TraceDecision decision) {
		this.facts = new TraceFacts(traceId);
		this.decision = decision;
	}

	/**
	 * Makes a trace of which one root has started.
	 * @param traceId its id
	 * @return the undecided trace
	 */
	static SampledTrace undecided(String traceId) {
		SampledTrace trace = new SampledTrace(traceId, TraceDecision.UNDECIDED);
		trace.openRoots = 1;
		return trace;
	}

	String traceId() {
		return this.facts.traceId();
	}

	TraceFacts facts() {
		return this.facts;
	}

	/**
	 * What has been decided so far.
	 * @return the decision
	 */
	public TraceDecision decision() {
		return this.decision;
	}

	boolean isUndecided() {
		return this.decision == TraceDecision.UNDECIDED;
	}

	boolean isOlderThan(Duration age) {
		return System.nanoTime() - this.startNanos > age.toNanos();
	}

	/**
	 * Tells that one more root has started.
	 * @return whether it shares the decision; what has been left out is over
	 */
	boolean join() {
		if (isUndecided()) {
			synchronized (this) {
				this.openRoots++;
			}
		}
		return this.decision != TraceDecision.LEFT_OUT;
	}

	/**
	 * Tells that a span of ours has started.
	 * @param span the span
	 * @param root whether it is a root, which has been counted
	 */
	void started(ReadableSpan span, boolean root) {
		if (isUndecided()) {
			this.facts.started(span.toSpanData().getStartEpochNanos());
			if (!root) {
				expect();
			}
		}
	}

	/**
	 * Tells that one more span below a root is to come.
	 */
	public void expect() {
		if (isUndecided()) {
			synchronized (this) {
				this.openSpans++;
			}
		}
	}

	/**
	 * Tells that a span which was to come has ended and is on its way here.
	 */
	public void onItsWay() {
		if (isUndecided()) {
			synchronized (this) {
				this.spansOnTheirWay++;
			}
		}
	}

	/**
	 * Waits for a score before this is decided.
	 */
	public void awaitScore() {
		if (isUndecided()) {
			synchronized (this) {
				this.scoresAwaited++;
			}
		}
	}

	/**
	 * Takes notice of a score that was awaited.
	 * @param score the score, {@code null} if there is none
	 */
	public void scored(@Nullable Double score) {
		if (isUndecided()) {
			synchronized (this) {
				this.scoresAwaited--;
			}
			if (score != null) {
				this.facts.scored(score);
			}
		}
	}

	synchronized boolean awaitsScores() {
		return this.scoresAwaited > 0;
	}

	/**
	 * Lets a span wait.
	 * @param span the span
	 * @return {@code false} if there is nothing to wait for any more
	 */
	synchronized boolean add(EndedSpan span) {
		return this.decision == TraceDecision.UNDECIDED && this.waiting.add(span);
	}

	/**
	 * Tells that a span that was on its way has come, or will not.
	 * @param root whether it is a root
	 * @return what is still to come
	 */
	synchronized Progress arrived(boolean root) {
		this.spansOnTheirWay--;
		return ended(root);
	}

	/**
	 * Tells that a span that was to come will not.
	 * @param root whether it is a root
	 * @return what is still to come
	 */
	synchronized Progress ended(boolean root) {
		if (root) {
			this.openRoots--;
		}
		else {
			this.openSpans--;
		}
		return progress();
	}

	synchronized Progress progress() {
		if (this.openRoots > 0) {
			return Progress.RUNNING;
		}
		if (this.spansOnTheirWay > 0) {
			return Progress.ARRIVING;
		}
		if (this.openSpans > 0) {
			return Progress.CLOSING;
		}
		return (this.scoresAwaited > 0) ? Progress.IN_JUDGEMENT : Progress.FINISHED;
	}

	/**
	 * Decides, once and for all.
	 * @param decision the decision
	 * @param atOnce whether a root may still run
	 * @return the spans that have been waiting, {@code null} if this decides nothing
	 */
	synchronized @Nullable List<EndedSpan> decide(TraceDecision decision, boolean atOnce) {
		if (this.decision != TraceDecision.UNDECIDED || decision == TraceDecision.UNDECIDED
				|| (this.openRoots > 0 && !atOnce)) {
			return null;
		}
		this.decision = decision;
		this.facts.decided();
		List<EndedSpan> decided = this.waiting;
		this.waiting = List.of();
		return decided;
	}

	synchronized boolean hasSpans() {
		return !this.waiting.isEmpty();
	}

	/**
	 * What is still to come.
	 */
	enum Progress {

		/** A root runs. */
		RUNNING,

		/** Spans have ended and are on their way. */
		ARRIVING,

		/** Spans run that have outlived their roots. */
		CLOSING,

		/** Scores are awaited. */
		IN_JUDGEMENT,

		/** Nothing. */
		FINISHED

	}

}
