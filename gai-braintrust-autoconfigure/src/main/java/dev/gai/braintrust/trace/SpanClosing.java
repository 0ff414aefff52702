package dev.gai.braintrust.trace;

import dev.gai.braintrust.completion.Guard;
import dev.gai.braintrust.cost.CostCalculator;

/**
 * What is done when everything that a span will say has been said: the cost is estimated,
 * the spans above and the listeners are told.
 */
final class SpanClosing {

	private final SpanSettings settings;

	SpanClosing(SpanSettings settings) {
		this.settings = settings;
	}

	void close(SpanRecord record) {
		estimateCost(record);
		if (record.type() == SpanType.AGENT) {
			record.labels().metadata("agent.steps_executed", record.stepsExecuted());
			record.labels().metadata("agent.task_completed", record.error() == null && !record.cancelled());
		}
		record.end();
		this.settings.listeners()
			.forEach((listener) -> Guard.run("A listener to calls failed: " + listener.getClass().getName(),
					() -> listener.ended(record)));
		record.labels().letGo(!record.isSettled());
	}

	void estimateCost(SpanRecord record) {
		CostCalculator costs = this.settings.costs();
		if (costs != null) {
			Guard.run("The cost of a call could not be estimated", () -> new CostEstimate(costs).of(record));
		}
	}

}
