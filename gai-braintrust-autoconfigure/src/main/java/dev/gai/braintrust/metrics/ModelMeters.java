package dev.gai.braintrust.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The meters of calls that have the same tags. A meter of what such calls never have, of
 * reasoning tokens for example, is not registered before one has it: a series that is
 * always zero tells nothing.
 */
final class ModelMeters {

	private final MeterRegistry registry;

	private final Tags tags;

	private final Counter calls;

	private final Timer duration;

	private final AtomicReferenceArray<@Nullable Counter> tokens = new AtomicReferenceArray<>(TokenType.ALL.size());

	private volatile @Nullable Timer firstChunk;

	private volatile @Nullable Counter cost;

	ModelMeters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
		this.calls = Counter.builder("gai.llm.calls").description("Calls of models").tags(tags).register(registry);
		this.duration = Timer.builder("gai.llm.duration")
			.description("Time of a call of a model, to the end of a stream")
			.tags(tags)
			.register(registry);
	}

	void record(SpanRecord call) {
		this.calls.increment();
		Duration time = call.duration();
		if (time != null) {
			this.duration.record(time);
		}
		Duration first = call.timing().timeToFirstChunk();
		if (first != null) {
			firstChunk().record(first);
		}
		BigDecimal usd = call.response().cost();
		if (usd != null) {
			cost().increment(usd.doubleValue());
		}
		Usage usage = call.response().usage();
		if (usage != null) {
			for (int i = 0; i < TokenType.ALL.size(); i++) {
				TokenType type = TokenType.ALL.get(i);
				add(type, type.of(usage));
			}
		}
	}

	private void add(TokenType type, @Nullable Long reported) {
		if (reported != null && reported > 0) {
			tokens(type).increment(reported);
		}
	}

	/**
	 * Registering a meter twice gives the same one.
	 */
	private Counter tokens(TokenType type) {
		Counter counter = this.tokens.get(type.ordinal());
		if (counter == null) {
			counter = register(type);
			this.tokens.set(type.ordinal(), counter);
		}
		return counter;
	}

	private Counter register(TokenType type) {
		return Counter.builder("gai.llm.tokens")
			.description("Tokens as the provider reports them; cached ones are part of the input, "
					+ "reasoning is part of the output")
			.tags(this.tags.and("type", type.key()))
			.register(this.registry);
	}

	private Timer firstChunk() {
		Timer timer = this.firstChunk;
		if (timer == null) {
			timer = Timer.builder("gai.llm.time.to.first.chunk")
				.description("Time to the first part of a streamed answer")
				.tags(this.tags)
				.register(this.registry);
			this.firstChunk = timer;
		}
		return timer;
	}

	private Counter cost() {
		Counter counter = this.cost;
		if (counter == null) {
			counter = Counter.builder("gai.llm.cost")
				.description("Estimated cost of calls whose price is known")
				.baseUnit("usd")
				.tags(this.tags)
				.register(this.registry);
			this.cost = counter;
		}
		return counter;
	}

}
