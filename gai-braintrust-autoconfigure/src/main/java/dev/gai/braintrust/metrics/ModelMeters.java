package dev.gai.braintrust.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import dev.gai.braintrust.trace.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** The meters of calls that have the same tags. */
final class ModelMeters {

	private final Counter calls;

	private final Timer duration;

	private final Timer firstChunk;

	private final Counter cost;

	private final Map<TokenType, Counter> tokens = new EnumMap<>(TokenType.class);

	ModelMeters(MeterRegistry registry, Tags tags) {
		this.calls = Counter.builder("gai.llm.calls").description("Calls of models").tags(tags).register(registry);
		this.duration = Timer.builder("gai.llm.duration")
			.description("Time of a call of a model, to the end of a stream")
			.tags(tags)
			.register(registry);
		this.firstChunk = Timer.builder("gai.llm.time.to.first.chunk")
			.description("Time to the first part of a streamed answer")
			.tags(tags)
			.register(registry);
		this.cost = Counter.builder("gai.llm.cost")
			.description("Estimated cost of calls whose price is known")
			.baseUnit("usd")
			.tags(tags)
			.register(registry);
		for (TokenType type : TokenType.values()) {
			this.tokens.put(type,
					Counter.builder("gai.llm.tokens")
						.description("Tokens as the provider reports them; cached ones are part of the input, "
								+ "reasoning is part of the output")
						.tags(tags.and("type", type.key()))
						.register(registry));
		}
	}

	void record(SpanRecord call) {
		this.calls.increment();
		Duration time = call.duration();
		if (time != null) {
			this.duration.record(time);
		}
		Duration first = call.response().timeToFirstChunk();
		if (first != null) {
			this.firstChunk.record(first);
		}
		BigDecimal usd = call.response().cost();
		if (usd != null) {
			this.cost.increment(usd.doubleValue());
		}
		Usage usage = call.response().usage();
		if (usage != null) {
			this.tokens.forEach((type, counter) -> add(counter, type.of(usage)));
		}
	}

	private static void add(Counter counter, @Nullable Long reported) {
		if (reported != null && reported > 0) {
			counter.increment(reported);
		}
	}

}
