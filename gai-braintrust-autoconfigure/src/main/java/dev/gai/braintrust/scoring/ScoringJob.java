package dev.gai.braintrust.scoring;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.gai.braintrust.export.FinishedSpan;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.trace.ActiveSpan;
import org.jspecify.annotations.Nullable;

/**
 * A span that one scorer is to score. It is concluded once: by the scorer, or by the
 * clock.
 */
final class ScoringJob {

	private final FinishedSpan finished;

	private final ScoredSpan span;

	private final KnownScorer scorer;

	private final boolean beforeDecision;

	private final AtomicBoolean concluded = new AtomicBoolean();

	private volatile @Nullable ActiveSpan scoreSpan;

	private volatile @Nullable Thread thread;

	ScoringJob(FinishedSpan finished, ScoredSpan span, KnownScorer scorer, boolean beforeDecision) {
		this.finished = finished;
		this.span = span;
		this.scorer = scorer;
		this.beforeDecision = beforeDecision;
	}

	FinishedSpan finished() {
		return this.finished;
	}

	ScoredSpan span() {
		return this.span;
	}

	KnownScorer scorer() {
		return this.scorer;
	}

	/**
	 * Whether it is known that the span is sent, or the score is to help with that.
	 */
	boolean isReady() {
		return this.beforeDecision || this.finished.isDecided();
	}

	long bytes() {
		return this.finished.record().content().bytes();
	}

	void runs(@Nullable Thread thread) {
		this.thread = thread;
	}

	void shownAs(ActiveSpan scoreSpan) {
		this.scoreSpan = scoreSpan;
	}

	boolean conclude() {
		return this.concluded.compareAndSet(false, true);
	}

	/**
	 * Tells the trace, which may have waited.
	 */
	void tellTrace(@Nullable Double score) {
		if (this.beforeDecision) {
			this.finished.scored(score);
		}
	}

	/**
	 * Ends the score after the time for it is over.
	 */
	void giveUp(Throwable failure) {
		tellTrace(null);
		ActiveSpan shown = this.scoreSpan;
		if (shown != null) {
			shown.failed(failure);
		}
		this.finished.decide();
		Thread running = this.thread;
		if (running != null) {
			running.interrupt();
		}
	}

	/**
	 * Ends a job that nobody has begun.
	 */
	void leaveOut(ScoringOutcome outcome) {
		this.scorer.count(outcome);
		tellTrace(null);
		this.finished.decide();
	}

}
