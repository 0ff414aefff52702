package dev.gai.braintrust.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportMonitor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the export:
 * <ul>
 * <li>{@code gai.braintrust.export.spans}: spans by {@code outcome} ({@code delivered},
 * {@code rejected} by the service, {@code dropped} by us) and {@code reason}</li>
 * <li>{@code gai.braintrust.export.duration}: requests with their answers</li>
 * <li>{@code gai.braintrust.queue.size}: spans that have ended and are not delivered</li>
 * <li>{@code gai.braintrust.spool.bytes}: bytes of those that are encoded</li>
 * </ul>
 * All series of a meter are there from the start and have the same tags.
 *
 * @since 0.1.0
 */
public final class ExportMetrics implements MeterBinder {

	private static final String SPANS = "gai.braintrust.export.spans";

	/** What the service refused; everything else was given up before. */
	private static final List<DropReason> REJECTED = List.of(DropReason.REJECTED, DropReason.TOO_LARGE);

	private final ExportMonitor monitor;

	/**
	 * Creates the meters' source.
	 * @param monitor knows the export
	 */
	public ExportMetrics(ExportMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		spans(registry, "delivered", "none", ExportCounters.Counts::delivered);
		for (DropReason reason : DropReason.values()) {
			spans(registry, REJECTED.contains(reason) ? "rejected" : "dropped", reason.key(),
					(counts) -> counts.dropped().getOrDefault(reason, 0L));
		}
		Gauge.builder("gai.braintrust.queue.size", this.monitor, ExportMetrics::waiting)
			.description("Spans that have ended and are not delivered")
			.register(registry);
		Gauge.builder("gai.braintrust.spool.bytes", this.monitor, (monitor) -> monitor.status().logBytes())
			.description("Size of the encoded spans that are not delivered")
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
		Timer duration = Timer.builder("gai.braintrust.export.duration")
			.description("Requests to Braintrust with their answers")
			.register(registry);
		this.monitor.listen((answer) -> {
			// What is too large for any request is refused without one.
			if (!answer.took().isZero()) {
				duration.record(answer.took());
			}
		});
	}

	private void spans(MeterRegistry registry, String outcome, String reason,
			ToDoubleFunction<ExportCounters.Counts> count) {
		FunctionCounter.builder(SPANS, this.monitor, (monitor) -> count.applyAsDouble(monitor.status().counts()))
			.description("Spans by what became of them")
			.tag("outcome", outcome)
			.tag("reason", reason)
			.register(registry);
	}

	private static double waiting(ExportMonitor monitor) {
		ExportCounters.Counts counts = monitor.status().counts();
		return counts.queued() + counts.logged();
	}

}
