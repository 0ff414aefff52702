package dev.gai.braintrust.springai;

import java.time.Instant;

import dev.gai.braintrust.trace.ForeignSpan;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model and the tools that its answer asked for. In Braintrust it is a
 * step, if it has any tool or follows a step; a question that is only asked again, since
 * the answer was not as it should be, makes no steps. Spring AI observes the request
 * only, so its span is kept open for the record until the tools have ended, though it
 * ends, for whoever else looks, when it did.
 * <p>
 * In a stream, what ends first is not always what should: the answer, the round, the
 * tools and the whole call end on different threads. Thread-safe.
 */
final class ModelRound {

	private final int number;

	private @Nullable ForeignSpan span;

	private boolean step;

	private boolean finished;

	private boolean toolsRan;

	private @Nullable Runnable ending;

	/**
	 * Creates a round.
	 * @param number which step it is, if it is one
	 * @param step whether it is one because it follows one
	 */
	ModelRound(int number, boolean step) {
		this.number = number;
		this.step = step;
	}

	int number() {
		return this.number;
	}

	synchronized void started(ForeignSpan span) {
		this.span = span;
		span.placement().leaveOut(!this.step);
	}

	/**
	 * Tells what the model answered.
	 * @param withToolCalls whether it asked for tools
	 */
	synchronized void answered(boolean withToolCalls) {
		if (withToolCalls) {
			becomeStep();
		}
	}

	/**
	 * Tells that a tool of this round begins.
	 * @return the span below which it is shown, if there is one
	 */
	synchronized @Nullable ForeignSpan runsTool() {
		if (this.ending == null && this.finished) {
			return null;
		}
		becomeStep();
		this.toolsRan = true;
		return this.span;
	}

	/**
	 * Tells that Spring AI's observation of the request has stopped.
	 * @param end ends its span
	 */
	void stopped(Runnable end) {
		synchronized (this) {
			if (this.step && !this.finished) {
				this.ending = end;
				return;
			}
		}
		end.run();
	}

	/**
	 * Tells that no more tools will run.
	 */
	void finished() {
		Runnable due;
		synchronized (this) {
			if (this.finished) {
				return;
			}
			this.finished = true;
			due = this.ending;
			this.ending = null;
			if (this.span != null && this.toolsRan) {
				this.span.placement().times().lastsUntil(Instant.now());
			}
		}
		if (due != null) {
			due.run();
		}
	}

	synchronized boolean isStep() {
		return this.step;
	}

	private void becomeStep() {
		this.step = true;
		if (this.span != null) {
			this.span.placement().leaveOut(false);
		}
	}

}
