package dev.gai.braintrust.metrics;

import java.time.Duration;
import java.util.Objects;

import dev.gai.braintrust.guard.BoundedKeys;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of calls of models, tools and agents, sampled or not. Names of models, tools and
 * agents beyond the first hundreds are metered as {@code other}. Calls that only wrap
 * other calls, and calls that were refused, are not metered. Thread-safe.
 *
 * @since 0.1.0
 */
public final class CallMeters implements CallListener {

	private static final int MAX_KEYS = 300;

	private final BoundedKeys<CallTags, ModelMeters> models;

	private final BoundedKeys<NameKey, Timer> tools;

	private final BoundedKeys<NameKey, AgentMeters> agents;

	/**
	 * Creates meters.
	 * @param registry where the meters are registered
	 */
	public CallMeters(MeterRegistry registry) {
		this.models = new BoundedKeys<>(MAX_KEYS, CallTags.OTHER, (key) -> new ModelMeters(registry, key.tags()));
		this.tools = new BoundedKeys<>(MAX_KEYS, NameKey.OTHER,
				(key) -> Timer.builder("gai.tool.duration")
					.description("Time of a call of a tool")
					.tags("tool", key.name(), "outcome", key.outcome())
					.register(registry));
		this.agents = new BoundedKeys<>(MAX_KEYS, NameKey.OTHER, (key) -> AgentMeters.of(registry, key));
	}

	@Override
	public void ended(SpanRecord record) {
		if (record.response().refused()) {
			return;
		}
		Duration time = Objects.requireNonNullElse(record.duration(), Duration.ZERO);
		switch (record.type()) {
			case LLM, EMBEDDINGS -> this.models.get(CallTags.of(record)).record(record);
			case TOOL -> this.tools.get(NameKey.of(record)).record(time);
			case AGENT -> {
				AgentMeters agent = this.agents.get(NameKey.of(record));
				agent.duration().record(time);
				agent.steps().record(record.below().steps());
			}
			default -> {
			}
		}
	}

	private record NameKey(String name, String outcome) {

		static final NameKey OTHER = new NameKey("other", "other");

		static NameKey of(SpanRecord record) {
			return new NameKey(CallTags.text(record.name()), CallTags.outcome(record));
		}

	}

	private record AgentMeters(Timer duration, DistributionSummary steps) {

		static AgentMeters of(MeterRegistry registry, NameKey key) {
			Tags tags = Tags.of("agent", key.name(), "outcome", key.outcome());
			return new AgentMeters(
					Timer.builder("gai.agent.duration")
						.description("Time of a run of an agent")
						.tags(tags)
						.register(registry),
					DistributionSummary.builder("gai.agent.steps")
						.description("Steps of a run of an agent, or its calls of models where it has no steps")
						.tags(tags)
						.register(registry));
		}

	}

}
