package dev.gai.braintrust.metrics;

import dev.gai.braintrust.attachment.Attachments;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of uploads: {@code gai.braintrust.attachments} by what became of them, and
 * {@code gai.braintrust.attachments.waiting}.
 *
 * @since 0.1.0
 */
public final class AttachmentMetrics implements MeterBinder {

	private static final String NAME = "gai.braintrust.attachments";

	private final Attachments attachments;

	/**
	 * Creates meters.
	 * @param attachments what is measured
	 */
	public AttachmentMetrics(Attachments attachments) {
		this.attachments = attachments;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder(NAME, this.attachments, (attachments) -> attachments.status().delivered())
			.description("Attachments by what became of them")
			.tag("outcome", "delivered")
			.register(registry);
		FunctionCounter
			.builder(NAME, this.attachments,
					(attachments) -> attachments.status().dropped().values().stream().mapToLong(Long::longValue).sum())
			.description("Attachments by what became of them")
			.tag("outcome", "dropped")
			.register(registry);
		FunctionCounter.builder(NAME, this.attachments, Attachments::described)
			.description("Attachments by what became of them")
			.tag("outcome", "described")
			.register(registry);
		Gauge.builder(NAME + ".waiting", this.attachments, (attachments) -> attachments.status().waiting())
			.description("Attachments that are not uploaded")
			.register(registry);
	}

}
