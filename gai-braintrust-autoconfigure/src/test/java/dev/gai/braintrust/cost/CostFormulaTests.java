package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CostFormulaTests {

	private static final ModelPrice PLAIN = price(
			Map.of(PriceUnit.INPUT, "3", PriceUnit.OUTPUT, "15", PriceUnit.WEB_SEARCH, "10"));

	private static final ModelPrice AUDIO = price(Map.of(PriceUnit.INPUT, "4", PriceUnit.OUTPUT, "16",
			PriceUnit.CACHED_INPUT, "0.4", PriceUnit.AUDIO_INPUT, "32", PriceUnit.CACHED_AUDIO_INPUT, "0.8",
			PriceUnit.AUDIO_OUTPUT, "64", PriceUnit.REASONING_OUTPUT, "20", PriceUnit.CACHE_WRITE_INPUT, "5"));

	@Test
	void chargesReasoningOnlyOnceAndAtTheOutputRateUnlessItHasItsOwn() {
		Usage usage = usage((it) -> it.input(0L).output(100L).reasoningOutput(40L));
		assertThat(cost(PLAIN, usage).totalUsd()).isEqualByComparingTo("0.0015");
		assertThat(cost(AUDIO, usage).totalUsd()).isEqualByComparingTo("0.00176");
	}

	@Test
	void chargesCacheWritesOfBothLifetimesOnce() {
		ModelPrice price = price(Map.of(PriceUnit.INPUT, "5", PriceUnit.OUTPUT, "25", PriceUnit.CACHE_WRITE_INPUT,
				"6.25", PriceUnit.CACHE_WRITE_5M, "6.5", PriceUnit.CACHE_WRITE_1H, "10"));
		Usage usage = usage((it) -> it.input(1000L).cacheWriteInput(600L).cacheWrite5m(100L).cacheWrite1h(200L));
		// 400 × 5 + 300 × 6.25 + 100 × 6.5 + 200 × 10
		assertThat(cost(price, usage).inputUsd()).isEqualByComparingTo("0.006525");
	}

	@Test
	void countsSearchesAndRequestsInTheTotalOnly() {
		ModelPrice price = price(Map.of(PriceUnit.WEB_SEARCH, "10", PriceUnit.REQUEST, "14"));
		Cost cost = cost(price, usage((it) -> it.input(7L).webSearches(2L)));
		assertThat(cost.inputUsd()).isZero();
		assertThat(cost.outputUsd()).isZero();
		assertThat(cost.totalUsd()).isEqualByComparingTo("0.034");
	}

	@Test
	void writesAmountsWithoutExponentAndTrailingZeros() {
		Cost cost = cost(price(Map.of(PriceUnit.INPUT, "10")), usage((it) -> it.input(1_000_000L)));
		assertThat(cost.totalUsd()).hasToString("10");
		assertThat(cost.outputUsd()).hasToString("0");
	}

	@Test
	void staysExactWithTheLargestNumbers() {
		Cost cost = cost(price(Map.of(PriceUnit.INPUT, "0.000000000000000000000001")),
				usage((it) -> it.input(Long.MAX_VALUE)));
		assertThat(cost.totalUsd()).isEqualByComparingTo(new BigDecimal(Long.MAX_VALUE).movePointLeft(30));
	}

	@Test
	void takesInputThatIsPricedButNotReportedForMissing() {
		assertThat(reason(PLAIN, usage((it) -> it.output(5L)))).isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
		assertThat(reason(PLAIN, usage((it) -> it.cachedInput(5L)))).isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
	}

	@Test
	void takesAWholeThatIsMissingNextToItsPartForMissing() {
		assertThat(reason(PLAIN, usage((it) -> it.input(5L).reasoningOutput(1L))))
			.isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
		assertThat(reason(PLAIN, usage((it) -> it.input(5L).reasoningOutput(0L)))).isNull();
	}

	@Test
	void doesNotGuessHowPartsOverlap() {
		assertThat(reason(AUDIO, usage((it) -> it.input(9L).cachedInput(2L).audioInput(2L))))
			.isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
		assertThat(reason(AUDIO, usage((it) -> it.input(9L).cacheWriteInput(2L).audioInput(2L))))
			.isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
		assertThat(reason(AUDIO, usage((it) -> it.input(9L).output(9L).reasoningOutput(2L).audioOutput(2L))))
			.isEqualTo(CostUnavailable.INCOMPLETE_USAGE);
		assertThat(reason(PLAIN, usage((it) -> it.input(9L).cachedInput(2L).audioInput(2L)))).isNull();
	}

	@Test
	void refusesPartsThatTogetherExceedTheirWhole() {
		ModelPrice price = price(
				Map.of(PriceUnit.INPUT, "5", PriceUnit.CACHED_INPUT, "1", PriceUnit.CACHE_WRITE_INPUT, "6"));
		assertThat(reason(price, usage((it) -> it.input(5L).cachedInput(3L).cacheWriteInput(3L))))
			.isEqualTo(CostUnavailable.CONTRADICTORY_USAGE);
	}

	@Test
	void hasNoCostIfNothingThatWasReportedHasAPrice() {
		assertThat(reason(price(Map.of()), usage((it) -> it.input(5L)))).isEqualTo(CostUnavailable.UNPRICED_USAGE);
		assertThat(reason(price(Map.of(PriceUnit.OUTPUT, "1")), usage((it) -> it.input(5L))))
			.isEqualTo(CostUnavailable.UNPRICED_USAGE);
	}

	@Test
	void isNeverNegativeAndNeverFallsWhenMoreIsUsed() {
		Random random = new Random(20260923);
		for (int i = 0; i < 5000; i++) {
			ModelPrice price = randomPrice(random);
			long input = 1 + random.nextInt(100_000);
			long cached = random.nextLong(input);
			long written = random.nextLong(input - cached);
			long output = 1 + random.nextInt(10_000);
			long reasoning = random.nextLong(output);
			Usage less = usage((it) -> it.input(input)
				.cachedInput(cached)
				.cacheWriteInput(written)
				.output(output)
				.reasoningOutput(reasoning));
			// Above 200,000 input tokens another tier begins: stay below.
			long moreInput = input + random.nextInt(100_000);
			long moreOutput = output + random.nextInt(10_000);
			Usage more = usage((it) -> it.input(moreInput)
				.cachedInput(cached)
				.cacheWriteInput(written)
				.output(moreOutput)
				.reasoningOutput(reasoning)
				.webSearches(1L));
			Cost small = cost(price, less);
			Cost large = cost(price, more);
			assertThat(small.inputUsd()).isNotNegative();
			assertThat(small.outputUsd()).isNotNegative();
			assertThat(small.totalUsd()).isEqualByComparingTo(small.inputUsd().add(small.outputUsd()));
			assertThat(large.inputUsd()).isGreaterThanOrEqualTo(small.inputUsd());
			assertThat(large.outputUsd()).isGreaterThanOrEqualTo(small.outputUsd());
			assertThat(large.totalUsd()).isGreaterThanOrEqualTo(small.totalUsd());
		}
	}

	private static ModelPrice randomPrice(Random random) {
		Map<PriceUnit, Rate> rates = new EnumMap<>(PriceUnit.class);
		for (PriceUnit unit : List.of(PriceUnit.INPUT, PriceUnit.OUTPUT)) {
			rates.put(unit, new Rate(rate(random), List.of(new Rate.Tier(200_000, rate(random)))));
		}
		for (PriceUnit unit : List.of(PriceUnit.CACHED_INPUT, PriceUnit.CACHE_WRITE_INPUT, PriceUnit.REASONING_OUTPUT,
				PriceUnit.WEB_SEARCH)) {
			if (random.nextBoolean()) {
				rates.put(unit, Rate.of(rate(random)));
			}
		}
		return new ModelPrice("random", rates, "test");
	}

	private static BigDecimal rate(Random random) {
		return BigDecimal.valueOf(random.nextInt(100_000), 3);
	}

	private static ModelPrice price(Map<PriceUnit, String> rates) {
		Map<PriceUnit, Rate> map = new EnumMap<>(PriceUnit.class);
		rates.forEach((unit, rate) -> map.put(unit, Rate.of(new BigDecimal(rate))));
		return new ModelPrice("model", map, "test");
	}

	private static Usage usage(Consumer<Usage.Builder> figures) {
		Usage.Builder builder = Usage.builder();
		figures.accept(builder);
		return builder.build();
	}

	private static Cost cost(ModelPrice price, Usage usage) {
		return CostFormula.apply(price, usage).toOptional().orElseThrow();
	}

	private static CostUnavailable reason(ModelPrice price, Usage usage) {
		return CostFormula.apply(price, usage).unavailable();
	}

}
