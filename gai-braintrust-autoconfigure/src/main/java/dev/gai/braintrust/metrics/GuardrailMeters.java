package dev.gai.braintrust.metrics;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.guardrail.GuardrailCheck;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts verdicts of guardrails, sampled or not: {@code gai.guardrail} by name and
 * verdict. Guardrails beyond the first hundreds are counted as {@code other}.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class GuardrailMeters implements CallListener {

	private static final int MAX_KEYS = 300;

	private final BoundedKeys<Key, Counter> checks;

	/**
	 * Creates meters.
	 * @param registry where the meters are registered
	 */
	public GuardrailMeters(MeterRegistry registry) {
		this.checks = new BoundedKeys<>(MAX_KEYS, new Key("other", "other"),
				(key) -> Counter.builder("gai.guardrail")
					.description("Checks of guardrails by their verdict")
					.tags("name", key.name(), "verdict", key.verdict())
					.register(registry));
	}

	@Override
	public void ended(SpanRecord record) {
		if (record.type() == SpanType.TASK && record.name().startsWith(GuardrailCheck.SPAN)
				&& record.labels().metadata().get("guardrail.verdict") instanceof String verdict) {
			this.checks.get(new Key(record.name().substring(GuardrailCheck.SPAN.length()), verdict)).increment();
		}
	}

	private record Key(String name, String verdict) {

	}

}
