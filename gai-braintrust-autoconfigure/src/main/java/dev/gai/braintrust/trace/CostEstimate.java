package dev.gai.braintrust.trace;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostAnswer;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.CostUnavailable;
import dev.gai.braintrust.cost.UnpricedCalls;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a call what it cost, or why that is not known. What the application says of
 * the cost wins.
 */
final class CostEstimate {

	private static final Usage NOT_REPORTED = Usage.builder().build();

	private final CostCalculator costs;

	CostEstimate(CostCalculator costs) {
		this.costs = costs;
	}

	void of(SpanRecord record) {
		SpanResponse response = record.response();
		Usage usage = response.usage();
		// A call that failed has often used nothing.
		boolean succeeded = record.error() == null && !record.cancelled();
		if (response.cost() != null || !record.billable() || (usage == null && !succeeded)) {
			return;
		}
		String provider = record.request().provider();
		CostAnswer answer = answer(provider, response.model(), record.request().model(),
				Objects.requireNonNullElse(usage, NOT_REPORTED));
		Cost cost = answer.cost();
		CostUnavailable reason = answer.unavailable();
		if (cost != null) {
			response.cost(cost.totalUsd());
		}
		else if (reason != null) {
			response.costUnavailable(reason.name().toLowerCase(Locale.ROOT));
			UnpricedCalls.report(provider, (response.model() != null) ? response.model() : record.request().model(),
					reason, answer.detail());
		}
	}

	/** The model that answered decides, and the requested one where that has no price. */
	private CostAnswer answer(@Nullable String provider, @Nullable String responded, @Nullable String requested,
			Usage usage) {
		Instant now = Instant.now();
		CostAnswer answer = (responded != null) ? this.costs.explain(provider, responded, usage, now) : null;
		boolean settled = answer != null && answer.unavailable() != CostUnavailable.UNKNOWN_MODEL;
		if (!settled && requested != null && !requested.equals(responded)) {
			CostAnswer second = this.costs.explain(provider, requested, usage, now);
			answer = (answer == null || second.cost() != null) ? second : answer;
		}
		return (answer != null) ? answer : CostAnswer.none(CostUnavailable.UNKNOWN_MODEL, "no model is known");
	}

}
