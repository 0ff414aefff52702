package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of every price and every usage. The seeds are fixed, so that a failure comes
 * again.
 */
@Tag("thorough")
class CostPropertiesTests {

	private static final Instant AT = Instant.parse("2026-09-23T12:00:00Z");

	private static final List<String[]> MODELS = List.of(new String[] { "openai", "gpt-4o" },
			new String[] { "openai", "gpt-realtime" }, new String[] { "openai", "gpt-5.5" },
			new String[] { "anthropic", "claude-sonnet-4-5" }, new String[] { "anthropic", "claude-opus-4-5" },
			new String[] { "google", "gemini-2.5-pro" }, new String[] { "google", "gemini-2.5-flash" },
			new String[] { "groq", "llama-3.3-70b-versatile" }, new String[] { "perplexity", "sonar-pro" },
			new String[] { "perplexity", "sonar-deep-research" }, new String[] { "deepseek", "deepseek-flash" });

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void isNeverNegativeAndItsPartsAreNeverMoreThanTheWhole(long seed) {
		Random random = new Random(seed);
		int priced = 0;
		for (int i = 0; i < 5_000; i++) {
			Optional<Cost> cost = cost(MODELS.get(random.nextInt(MODELS.size())), anyUsage(random));
			if (cost.isPresent()) {
				priced++;
				assertThat(cost.get().totalUsd().signum()).isNotNegative();
				assertThat(cost.get().inputUsd().add(cost.get().outputUsd()))
					.isLessThanOrEqualTo(cost.get().totalUsd());
			}
		}
		assertThat(priced).isGreaterThan(200);
	}

	@ParameterizedTest
	@ValueSource(longs = { 4, 5, 6 })
	void growsWithTheTokensWithinATier(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 5_000; i++) {
			String[] model = MODELS.get(random.nextInt(MODELS.size()));
			long input = 1 + random.nextInt(90_000);
			long cached = random.nextInt((int) input);
			long output = random.nextInt(50_000);
			BigDecimal less = total(model, input, cached, output);

			assertThat(total(model, input + 1 + random.nextInt(50_000), cached, output)).isGreaterThanOrEqualTo(less);
			assertThat(total(model, input, cached, output + 1 + random.nextInt(50_000))).isGreaterThanOrEqualTo(less);
			assertThat(total(model, input, cached / 2, output)).isGreaterThanOrEqualTo(less);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 7, 8 })
	void addsUpWithinATier(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 2_500; i++) {
			// No fees per request, which two calls pay twice.
			String[] model = MODELS.get(random.nextInt(5));
			long one = 1 + random.nextInt(40_000);
			long other = 1 + random.nextInt(40_000);

			assertThat(total(model, one, 0, one).add(total(model, other, 0, other)))
				.isEqualByComparingTo(total(model, one + other, 0, one + other));
		}
	}

	private BigDecimal total(String[] model, long input, long cached, long output) {
		Usage usage = Usage.builder().input(input).cachedInput(cached).output(output).build();
		return cost(model, usage).orElseThrow().totalUsd();
	}

	private Optional<Cost> cost(String[] model, Usage usage) {
		return this.costs.cost(model[0], model[1], usage, AT);
	}

	/** Also what contradicts itself, is absent or negative. */
	private static Usage anyUsage(Random random) {
		return Usage.builder()
			.input(figure(random, 400_000))
			.output(figure(random, 100_000))
			.cachedInput(figure(random, 50_000))
			.cacheWriteInput(figure(random, 20_000))
			.cacheWrite1h(figure(random, 5_000))
			.reasoningOutput(figure(random, 20_000))
			.audioInput(figure(random, 10_000))
			.cachedAudioInput(figure(random, 1_000))
			.audioOutput(figure(random, 10_000))
			.webSearches(figure(random, 10))
			.build();
	}

	private static Long figure(Random random, int bound) {
		return switch (random.nextInt(8)) {
			case 0, 1, 2 -> null;
			case 3 -> 0L;
			case 4 -> (random.nextInt(10) == 0) ? -1L : Long.valueOf(1);
			default -> (long) random.nextInt(bound);
		};
	}

}
