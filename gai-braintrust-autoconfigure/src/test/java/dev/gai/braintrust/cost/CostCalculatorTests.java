package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.cost.catalog.OverrideCatalog;
import dev.gai.braintrust.cost.catalog.PriceOverride;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CostCalculatorTests {

	private static final Instant AT = Instant.parse("2026-09-23T12:00:00Z");

	private static final Usage USAGE = Usage.builder().input(1000L).output(500L).build();

	private final CostCalculator calculator = CostCalculator.of(BundledPrices.catalog());

	@Test
	void findsThePriceByTheModelIfThereIsNoProvider() {
		assertThat(this.calculator.cost(null, "gpt-4o", USAGE, AT)).get()
			.extracting(Cost::totalUsd)
			.isEqualTo(new BigDecimal("0.0075"));
		assertThat(this.calculator.cost(" ", "GPT-4o ", USAGE, AT)).isPresent();
	}

	@Test
	void hasNoCostForAModelThatNobodyKnows() {
		CostAnswer answer = this.calculator.explain("groq", "my-own-model", USAGE, AT);
		assertThat(answer.toOptional()).isEmpty();
		assertThat(answer.unavailable()).isEqualTo(CostUnavailable.UNKNOWN_MODEL);
		assertThat(answer.detail()).isEqualTo("no price of model my-own-model at provider groq");
		assertThat(this.calculator.explain(null, "my-own-model", USAGE, AT).detail())
			.isEqualTo("no price of model my-own-model");
	}

	@Test
	void hasNoCostForAModelThatIsBilledByTheSecond() {
		assertThat(this.calculator.explain("openai", "whisper-1", USAGE, AT).unavailable())
			.isEqualTo(CostUnavailable.UNPRICED_USAGE);
	}

	@Test
	void hasNoCostForContradictoryUsageEvenIfThePriceWouldNotCare() {
		Usage usage = Usage.builder().input(10L).cachedInput(20L).build();
		assertThat(this.calculator.explain("groq", "llama-3.3-70b-versatile", usage, AT).unavailable())
			.isEqualTo(CostUnavailable.CONTRADICTORY_USAGE);
	}

	@Test
	void survivesACatalogThatThrows() {
		CostCalculator broken = CostCalculator.of((provider, model, at) -> {
			throw new IllegalStateException("no network");
		});
		assertThat(broken.cost("openai", "gpt-4o", USAGE, AT)).isEmpty();
		CostAnswer answer = broken.explain("openai", "gpt-4o", USAGE, AT);
		assertThat(answer.unavailable()).isEqualTo(CostUnavailable.FAILED);
		assertThat(answer.detail()).contains("no network");
	}

	@Test
	void survivesACatalogThatThrowsErrors() {
		for (Error thrown : List.of(new NoClassDefFoundError("Missing"), new StackOverflowError(),
				new AssertionError())) {
			CostCalculator broken = CostCalculator.of((provider, model, at) -> {
				throw thrown;
			});
			assertThat(broken.cost("openai", "gpt-4o", USAGE, AT)).isEmpty();
			assertThat(broken.explain("openai", "gpt-4o", USAGE, AT).unavailable()).isEqualTo(CostUnavailable.FAILED);
		}
	}

	@Test
	void letsOverridesWinOverWhatIsBundled() {
		PriceCatalog catalog = new OverrideCatalog(
				List.of(PriceOverride.of("openai", "gpt-4o", BigDecimal.ONE, BigDecimal.TEN)))
			.orElse(BundledPrices.catalog());
		Cost cost = CostCalculator.of(catalog).cost("openai", "gpt-4o", USAGE, AT).orElseThrow();
		assertThat(cost)
			.isEqualTo(new Cost(new BigDecimal("0.001"), new BigDecimal("0.005"), new BigDecimal("0.006"), "override"));
		assertThat(CostCalculator.of(catalog).cost("openai", "gpt-4o-mini", USAGE, AT)).get()
			.extracting(Cost::source)
			.isEqualTo("bundled:genai-prices@0.1.8");
	}

	@Test
	void explainsTheAnswerOfAnyCalculator() {
		Cost cost = new Cost(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, "mine");
		CostCalculator mine = (provider, model, usage, at) -> model.equals("known") ? Optional.of(cost)
				: Optional.empty();
		assertThat(mine.explain(null, "known", USAGE, AT)).isEqualTo(CostAnswer.of(cost));
		assertThat(mine.explain(null, "other", USAGE, AT).unavailable()).isEqualTo(CostUnavailable.FAILED);
	}

	@Test
	void refusesAnAnswerThatIsNeitherOrBoth() {
		Cost cost = new Cost(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, "mine");
		assertThatIllegalArgumentException().isThrownBy(() -> new CostAnswer(null, null, null));
		assertThatIllegalArgumentException().isThrownBy(() -> new CostAnswer(cost, CostUnavailable.FAILED, "because"));
	}

	@Test
	void refusesANegativeCost() {
		BigDecimal minus = BigDecimal.ONE.negate();
		BigDecimal zero = BigDecimal.ZERO;
		assertThatIllegalArgumentException().isThrownBy(() -> new Cost(minus, zero, zero, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> new Cost(zero, minus, zero, "x"));
		assertThatIllegalArgumentException().isThrownBy(() -> new Cost(zero, zero, minus, "x"));
	}

}
