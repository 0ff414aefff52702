package dev.gai.braintrust.trace;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.record.CostEstimate;
import dev.gai.braintrust.trace.record.PromptProvenance;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;

/**
 * What is done when a span has ended, and when everything that it will say has been said:
 * the cost is estimated, the spans above and the listeners are told.
 */
final class SpanClosing {

	private final SpanSettings settings;

	SpanClosing(SpanSettings settings) {
		this.settings = settings;
	}

	/**
	 * Ends a span. Whoever sums up is told at once, unless more figures are awaited.
	 * @param record the span
	 */
	void close(SpanRecord record) {
		end(record);
		sumUp(record);
	}

	/**
	 * Ends a span without telling anybody, as others may still look at its end.
	 * @param record the span
	 */
	void end(SpanRecord record) {
		record.timing().close();
		record.failure().classify(this.settings.errors(), record.type());
		if (!record.standing().decide(record)) {
			record.standing().await(true);
		}
		estimateCost(record);
		Guard.run("The prompt of a call could not be looked up",
				() -> PromptProvenance.find(record, this.settings.prompts()));
		if (record.type() == SpanType.AGENT) {
			record.labels().metadata("agent.task_completed", record.error() == null && !record.failure().cancelled());
		}
		record.timing().end();
	}

	/**
	 * Finds out anew what a span that has ended cost and failed of.
	 * @param record the span
	 */
	void again(SpanRecord record) {
		record.failure().classify(this.settings.errors(), record.type());
		if (!record.response().callCost().isSet()) {
			record.response().forgetEstimate();
			estimateCost(record);
		}
	}

	/**
	 * Tells the spans above and the listeners of a span, once, as soon as it has ended,
	 * no more figures are awaited and it is known whether it is a request.
	 * @param record the span
	 */
	void sumUp(SpanRecord record) {
		if (!record.isEnded() || record.placement().figuresAwaited() || record.placement().isEnding()) {
			return;
		}
		if (!record.standing().decide(record)) {
			record.standing().await(true);
			record.below().whenComplete(() -> sumUp(record));
			return;
		}
		if (record.type() == SpanType.AGENT && !record.standing().isAwaited()) {
			// In a stream its last steps end after it.
			record.standing().await(true);
			record.below().whenComplete(() -> sumUp(record));
			return;
		}
		if (!record.placement().claimClosing(true)) {
			return;
		}
		if (record.type() == SpanType.AGENT) {
			record.labels().metadata("agent.steps_executed", record.below().steps());
		}
		if (record.response().cost() == null && record.response().costUnavailable() == null) {
			estimateCost(record);
		}
		record.standing().await(false);
		record.ancestry().end(record);
		Guard.each("A listener to calls failed:", this.settings.listeners(), (listener) -> listener.ended(record));
		record.labels().letGo(!record.isComplete());
	}

	void estimateCost(SpanRecord record) {
		CostEstimate estimate = new CostEstimate(this.settings.costs(), this.settings.names());
		Guard.run("The cost of a call could not be estimated", () -> estimate.of(record));
	}

}
