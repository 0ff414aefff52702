package dev.gai.braintrust.trace;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gai.braintrust.completion.Guard;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.usage.Usage;

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
		Guard.run("The cost of a call could not be estimated", () -> estimateCost(record));
		if (record.type() == SpanType.AGENT) {
			record.labels().metadata("agent.steps_executed", record.stepsExecuted());
			record.labels().metadata("agent.task_completed", record.error() == null && !record.cancelled());
		}
		record.end();
		this.settings.listeners()
			.forEach((listener) -> Guard.run("A listener to calls failed: " + listener.getClass().getName(),
					() -> listener.ended(record)));
	}

	/**
	 * What the application says of the cost wins. An unknown price leaves it unknown.
	 */
	private void estimateCost(SpanRecord record) {
		CostCalculator costs = this.settings.costs();
		SpanResponse response = record.response();
		Usage usage = response.usage();
		if (costs == null || usage == null || response.cost() != null || !record.billable()) {
			return;
		}
		String provider = record.request().provider();
		Stream.of(Optional.ofNullable(response.model()), Optional.ofNullable(record.request().model()))
			.flatMap(Optional::stream)
			.distinct()
			.flatMap((model) -> costs.cost(provider, model, usage, Instant.now()).stream())
			.findFirst()
			.ifPresent((cost) -> response.cost(cost.totalUsd()));
	}

}
