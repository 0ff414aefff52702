package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.usage.Usage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The price of one call, warm, and the load of the prices in a new process.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class PricingBenchmark {

	private final Usage usage = Usage.builder().input(1024L).output(256L).cachedInput(512L).build();

	private final Instant at = Instant.parse("2026-11-22T10:00:00Z");

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@Fork(1)
	@Warmup(iterations = 3, time = 1)
	@Measurement(iterations = 5, time = 1)
	public Optional<Cost> priceOfACall() {
		return CostCalculator.of(BundledPrices.catalog()).cost("openai", "gpt-4o-mini-2024-07-18", this.usage, this.at);
	}

	/** Each in a process of its own, with nothing compiled yet. */
	@Benchmark
	@BenchmarkMode(Mode.SingleShotTime)
	@Fork(10)
	@Warmup(iterations = 0)
	@Measurement(iterations = 1)
	public PriceCatalog loadOfThePrices() {
		return BundledPrices.catalog();
	}

}
