package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.cost.BilledCall;
import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostAnswer;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.CostUnavailable;
import dev.gai.braintrust.cost.UnpricedCalls;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.UsageSum;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a call what it cost, or why that is not known. What the application says of
 * the cost wins, then what the provider has charged, then the list of prices.
 */
@Internal
public final class CostEstimate {

	private static final Usage NOT_REPORTED = Usage.builder().build();

	private final @Nullable CostCalculator costs;

	private final UnaryOperator<String> names;

	/**
	 * Creates an estimate.
	 * @param costs what knows the prices, {@code null} if nobody does
	 * @param names masks what is logged: a model's name may hold what it should not
	 */
	public CostEstimate(@Nullable CostCalculator costs, UnaryOperator<String> names) {
		this.costs = costs;
		this.names = names;
	}

	/**
	 * Sets the cost of a call, unless it is known.
	 * @param record a call that has ended
	 */
	public void of(SpanRecord record) {
		SpanResponse response = record.response();
		Usage usage = response.usage();
		BigDecimal reported = response.billing().costUsd();
		// A call that failed has often used nothing.
		boolean succeeded = record.error() == null && !record.failure().cancelled();
		boolean silent = usage == null && reported == null;
		if (response.cost() == null && record.billable() && reported == null && isCutOff(record)) {
			response.saidUsage().cut(CancelledUsage.known(usage));
			if (this.costs != null) {
				Cost presumed = this.costs.explain(call(record, CancelledUsage.presumed(record.request(), response)))
					.cost();
				response.cost(CallCost.cancelled((presumed != null) ? presumed.totalUsd() : null));
			}
			return;
		}
		if (this.costs == null) {
			return;
		}
		if (response.cost() != null || !record.billable() || (silent && !succeeded)) {
			return;
		}
		estimate(record, reported, this.costs);
	}

	private void estimate(SpanRecord record, @Nullable BigDecimal reported, CostCalculator costs) {
		SpanResponse response = record.response();
		BilledCall call = call(record, Objects.requireNonNullElse(response.usage(), NOT_REPORTED));
		CostAnswer answer = costs.explain(call);
		Cost cost = answer.cost();
		CostUnavailable reason = answer.unavailable();
		if (reported != null) {
			response.cost(CallCost.reported(reported, (cost != null) ? cost.totalUsd() : null));
		}
		else if (cost != null) {
			response.cost(new CallCost(cost.totalUsd(), source(cost), null, null, null,
					excluded(record, call.usage(), cost, costs)));
		}
		else if (reason != null) {
			response.cost(CallCost.unavailable(reason.name().toLowerCase(Locale.ROOT)));
			UnpricedCalls.report(call.provider(), call.model(), reason, answer.detail(), this.names);
		}
	}

	/**
	 * What the provider may charge for beside the tokens, and nobody knows how much.
	 */
	private static @Nullable String excluded(SpanRecord record, Usage usage, Cost cost, CostCalculator costs) {
		Set<String> tools = record.response().providerTools();
		boolean searches = isWithoutSearches(record, usage, cost, costs);
		if (tools.isEmpty() && !searches) {
			// As nearly always.
			return null;
		}
		Set<String> excluded = new TreeSet<>(tools);
		if (searches) {
			excluded.add("web_search");
		}
		return String.join(", ", excluded);
	}

	/**
	 * Searches of the web for which the price has no fee: Google's first ones of a day or
	 * a month are free, and no answer says which those are.
	 */
	private static boolean isWithoutSearches(SpanRecord record, Usage usage, Cost cost, CostCalculator costs) {
		Long searches = usage.webSearches();
		if (searches == null || searches == 0) {
			return false;
		}
		Usage twice = Objects.requireNonNull(UsageSum.of(usage, Usage.builder().webSearches(searches).build()));
		Cost more = costs.explain(call(record, twice)).cost();
		return more != null && more.totalUsd().compareTo(cost.totalUsd()) == 0;
	}

	/**
	 * Whether the call was cancelled before it was told what it used. What the
	 * application says of the usage is taken for all of it.
	 */
	private static boolean isCutOff(SpanRecord record) {
		SpanResponse response = record.response();
		return record.failure().cancelled() && response.finishReason() == null
				&& (response.usage() == null || response.saidUsage().isPreliminary());
	}

	private static BilledCall call(SpanRecord record, Usage usage) {
		SpanRequest request = record.request();
		SpanResponse response = record.response();
		Object tier = request.parameters().get("service_tier");
		return new BilledCall(request.provider(), request.model(), response.model(), usage, response.billing(),
				(tier instanceof String name) ? name : null, Instant.now());
	}

	private static String source(Cost cost) {
		return cost.source().equals(Cost.OVERRIDE) ? "override" : "catalog";
	}

}
