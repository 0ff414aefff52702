package dev.gai.braintrust.metrics;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of model calls under the names of OpenTelemetry's semantic conventions for
 * generative AI, beside {@link CallMeters}. Combinations of labels beyond the first
 * hundreds are metered as {@code other}. Thread-safe.
 *
 * @see <a href= "https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">The
 * conventions</a>
 * @since 0.1.0
 */
public final class ConventionMeters implements CallListener {

	private static final int MAX_KEYS = 300;

	private final BoundedKeys<ConventionTags, ConventionMeter> meters;

	/**
	 * Creates meters.
	 * @param registry where the meters are registered
	 */
	public ConventionMeters(MeterRegistry registry) {
		this.meters = new BoundedKeys<>(MAX_KEYS, ConventionTags.OTHER, (tags) -> new ConventionMeter(registry, tags));
	}

	@Override
	public void ended(SpanRecord record) {
		boolean call = record.type() == SpanType.LLM || record.type() == SpanType.EMBEDDINGS;
		if (call && !record.response().refused()) {
			this.meters.get(ConventionTags.of(record)).record(record);
		}
	}

}
