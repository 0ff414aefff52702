package dev.gai.braintrust.metrics;

import java.math.BigDecimal;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code gai.cost.center.cost}: what calls of models cost by cost center, in US dollars;
 * {@code none} has those without one. It is a meter of its own, as a cost center on each
 * meter of a model would multiply their series. Cost centers beyond the first hundreds
 * are metered as {@code other}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class CostCenterMeters implements CallListener {

	private static final int MAX_CENTERS = 300;

	private final BoundedKeys<String, Counter> centers;

	/**
	 * Creates meters.
	 * @param registry where the meters are registered
	 */
	public CostCenterMeters(MeterRegistry registry) {
		this.centers = new BoundedKeys<>(MAX_CENTERS, "other",
				(center) -> Counter.builder("gai.cost.center.cost")
					.description("Estimated cost of calls whose price is known, by cost center")
					.baseUnit("usd")
					.tag("cost_center", center)
					.register(registry));
	}

	@Override
	public void ended(SpanRecord record) {
		BigDecimal cost = record.response().cost();
		if (cost != null && record.billable() && !record.response().refused()) {
			String center = CallTags.text(CompletedCalls.labels(record).costCenter());
			this.centers.get(center).increment(cost.doubleValue());
		}
	}

}
