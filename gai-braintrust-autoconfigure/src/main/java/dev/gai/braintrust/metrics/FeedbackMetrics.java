package dev.gai.braintrust.metrics;

import dev.gai.braintrust.feedback.FeedbackSource;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.outbox.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of feedback: {@code gai.feedback.received} by source and outcome, and
 * {@code gai.braintrust.outbox.size}, which counts rows of datasets, too.
 *
 * @since 0.1.0
 */
public final class FeedbackMetrics implements MeterBinder {

	private static final String RECEIVED = "gai.feedback.received";

	private final GenAiFeedback feedback;

	private final @Nullable Outbox outbox;

	/**
	 * Creates meters.
	 * @param feedback what is received
	 * @param outbox what waits, {@code null} where nothing is sent
	 */
	public FeedbackMetrics(GenAiFeedback feedback, @Nullable Outbox outbox) {
		this.feedback = feedback;
		this.outbox = outbox;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (FeedbackSource source : FeedbackSource.values()) {
			counter(registry, source, "accepted", true);
			counter(registry, source, "unsampled", false);
		}
		FunctionCounter.builder(RECEIVED, this.feedback, GenAiFeedback::refused)
			.description("Feedback by what became of it")
			.tag("source", "unknown")
			.tag("outcome", "invalid_token")
			.register(registry);
		if (this.outbox != null) {
			Gauge.builder("gai.braintrust.outbox.size", this.outbox, (outbox) -> outbox.status().waiting())
				.description("Feedback and rows of datasets that are not delivered")
				.register(registry);
		}
	}

	private void counter(MeterRegistry registry, FeedbackSource source, String outcome, boolean taken) {
		FunctionCounter.builder(RECEIVED, this.feedback, (feedback) -> feedback.received(source, taken))
			.description("Feedback by what became of it")
			.tag("source", source.key())
			.tag("outcome", outcome)
			.register(registry);
	}

}
