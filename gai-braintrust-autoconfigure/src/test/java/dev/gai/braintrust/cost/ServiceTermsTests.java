package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.Instant;

import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.usage.Billing;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceTermsTests {

	private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

	private static final Usage USAGE = Usage.builder().input(8000L).output(500L).build();

	private final CostCalculator costs = CostCalculator.of(BundledPrices.catalog());

	@ParameterizedTest
	@ValueSource(strings = { "default", "standard", "auto", "on_demand", "ON_DEMAND", "STANDARD", "Standard", " " })
	void takesWhatIsUsualForUsual(String tier) {
		assertThat(new ServiceTerms(tier, "standard", "global")).isEqualTo(ServiceTerms.USUAL);
		assertThat(new ServiceTerms(tier, null, "not_available").areUsual()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "openai, gpt-5, flex, 0.0075", "openai, gpt-5, batch, 0.0075", "openai, gpt-5, priority, 0.03",
			"openai, gpt-5-2025-08-07, priority, 0.03", "openai, gpt-5-mini, priority, 0.0054",
			"openai, gpt-5, default, 0.015", "openai, gpt-5-nano, priority,", "openai, gpt-5, scale,",
			"openai, gpt-5, something-new,", "azure, gpt-5, batch, 0.0075", "azure, gpt-5, flex,",
			"azure, gpt-5, priority,", "anthropic, claude-sonnet-4-5, batch, 0.01575",
			"anthropic, claude-sonnet-4-5, priority,", "google, gemini-2.5-flash, flex, 0.001825",
			"google, gemini-2.5-flash, ON_DEMAND_FLEX, 0.001825", "google, gemini-2.5-flash, PROVISIONED_THROUGHPUT,",
			"google, gemini-2.5-flash, priority,", "groq, llama-3.3-70b-versatile, flex, 0.005115",
			"groq, llama-3.3-70b-versatile, performance,", "aws, us.anthropic.claude-sonnet-4-5-20250929-v1:0, flex," })
	void pricesATierAsPublishedAndElseNotAtAll(String provider, String model, String tier, @Nullable BigDecimal usd) {
		CostAnswer answer = explain(provider, model, Billing.ofTier(tier), USAGE);

		if (usd == null) {
			assertThat(answer.unavailable()).isEqualTo(CostUnavailable.SERVICE_TIER);
			assertThat(answer.detail()).contains(model).contains(tier.replace('-', '_').toLowerCase());
		}
		else {
			assertThat(answer.toOptional().orElseThrow().totalUsd()).isEqualByComparingTo(usd);
		}
	}

	@ParameterizedTest
	@CsvSource({ "claude-opus-4-6, standard, fast, , 0.045", "claude-opus-4-6, standard, standard, us, 0.00825",
			"claude-opus-4-6, standard, fast, us, 0.0495", "claude-opus-4-6, batch, , us, 0.004125",
			"claude-opus-4-8, standard, fast, global, 0.015", "claude-sonnet-4-6, standard, fast, ,",
			"claude-opus-4-6, standard, , mars," })
	void combinesWhatAnthropicSaysOfTheTerms(String model, String tier, @Nullable String speed, @Nullable String geo,
			@Nullable BigDecimal usd) {
		Billing billing = new Billing(tier, speed, geo, null, null, null);

		CostAnswer answer = explain("anthropic", model, billing, Usage.builder().input(1000L).output(100L).build());

		assertThat(answer.toOptional().map((cost) -> cost.totalUsd().stripTrailingZeros()).orElse(null))
			.isEqualTo((usd != null) ? usd.stripTrailingZeros() : null);
	}

	@Test
	void givesNoDiscountTwiceOnWhatGoogleReadFromACache() {
		Usage usage = Usage.builder().input(8000L).output(500L).cachedInput(6000L).build();

		// 2,000 × 0.15 + 6,000 × 0.03 + 500 × 1.25; OpenAI halves everything.
		assertThat(explain("google", "gemini-2.5-flash", Billing.ofTier("batch"), usage).toOptional()
			.orElseThrow()
			.totalUsd()).isEqualByComparingTo("0.001105");
		assertThat(explain("openai", "gpt-5", Billing.ofTier("batch"), usage).toOptional().orElseThrow().totalUsd())
			.isEqualByComparingTo("0.004125");
	}

	@Test
	void leavesFeesOfSearchesAsTheyAre() {
		Usage usage = Usage.builder().input(8000L).output(500L).webSearches(2L).fileSearches(4L).build();

		// 8,000 × 0.625 + 500 × 5 and 2 × 10 + 4 × 2.5 for a thousand
		assertThat(explain("openai", "gpt-5", Billing.ofTier("flex"), usage).toOptional().orElseThrow().totalUsd())
			.isEqualByComparingTo("0.0375");
	}

	@Test
	void hasNoPriceOfATierForRequestsThatAreTooLargeForIt() {
		Usage large = Usage.builder().input(300_000L).output(500L).build();

		assertThat(explain("openai", "gpt-5.4", Billing.ofTier("priority"), USAGE).cost()).isNotNull();
		assertThat(explain("openai", "gpt-5.4", Billing.ofTier("priority"), large).unavailable())
			.isEqualTo(CostUnavailable.SERVICE_TIER);
		assertThat(explain("openai", "gpt-5.4", Billing.ofTier("flex"), large).cost()).isNotNull();
	}

	@Test
	void letsTheAnswerDecideAndElseTheRequest() {
		assertThat(ServiceTerms.of(Billing.ofTier("default"), "flex")).isEqualTo(ServiceTerms.USUAL);
		assertThat(ServiceTerms.of(Billing.UNKNOWN, "flex").tier()).isEqualTo("flex");
		assertThat(ServiceTerms.of(Billing.UNKNOWN, "auto")).isEqualTo(ServiceTerms.USUAL);
		assertThat(ServiceTerms.of(Billing.UNKNOWN, null)).isEqualTo(ServiceTerms.USUAL);
	}

	private CostAnswer explain(String provider, String model, Billing billing, Usage usage) {
		return this.costs.explain(new BilledCall(provider, model, null, usage, billing, null, AT));
	}

}
