package dev.gai.braintrust.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;

import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of calls that have the same attributes. Each is registered when there is a
 * first figure for it. The buckets are those that the conventions advise.
 */
final class ConventionMeter {

	private static final Duration[] SECONDS = DoubleStream.iterate(0.01, (bound) -> bound < 82, (bound) -> bound * 2)
		.mapToObj((bound) -> Duration.ofMillis(Math.round(bound * 1000)))
		.toArray(Duration[]::new);

	private static final double[] TOKENS = DoubleStream.iterate(1, (bound) -> bound <= 67_108_864, (bound) -> bound * 4)
		.toArray();

	private final MeterRegistry registry;

	private final ConventionTags tags;

	ConventionMeter(MeterRegistry registry, ConventionTags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	void record(SpanRecord call) {
		time("gen_ai.client.operation.duration", "Time of a call of a model, to the end of a stream",
				this.tags.ofOutcome(), call.duration());
		time("gen_ai.client.operation.time_to_first_chunk", "Time to the first part of a streamed answer",
				this.tags.ofCall(), call.timing().timeToFirstChunk());
		// Where fewer tokens are billed than were used, the conventions want the former.
		Usage billed = call.response().billing().billedUsage();
		Usage usage = (billed != null) ? billed : call.response().usage();
		if (usage != null && !this.tags.tokensMeteredElsewhere()) {
			tokens("input", usage.input());
			tokens("output", usage.output());
		}
	}

	private void time(String name, String description, Tags tags, @Nullable Duration time) {
		if (time != null) {
			Timer.builder(name)
				.description(description)
				.tags(tags)
				.serviceLevelObjectives(SECONDS)
				.register(this.registry)
				.record(time);
		}
	}

	private void tokens(String type, @Nullable Long reported) {
		if (reported != null) {
			DistributionSummary.builder("gen_ai.client.token.usage")
				.description("Tokens of a call of a model, as the provider reports them")
				.baseUnit("token")
				.tags(this.tags.ofCall().and("gen_ai.token.type", type))
				.serviceLevelObjectives(TOKENS)
				.register(this.registry)
				.record(reported);
		}
	}

}
