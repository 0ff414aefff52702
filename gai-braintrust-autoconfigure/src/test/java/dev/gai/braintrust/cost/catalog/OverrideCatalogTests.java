package dev.gai.braintrust.cost.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import dev.gai.braintrust.cost.ServiceTerms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OverrideCatalogTests {

	@Test
	void knowsTheProviderByAnyOfItsNames() {
		PriceCatalog catalog = new OverrideCatalog(List.of(override("vertex_ai", "Gemma", "1")));
		assertThat(inputRate(catalog, "google_genai", "gemma")).isEqualTo("1");
		assertThat(inputRate(catalog, "GOOGLE", " GEMMA ")).isEqualTo("1");
		assertThat(inputRate(catalog, "openai", "gemma")).isNull();
		assertThat(inputRate(catalog, "google", "gemma-2")).isNull();
	}

	@Test
	void prefersTheOverrideThatNamesTheProvider() {
		PriceCatalog catalog = new OverrideCatalog(List.of(override(null, "m", "1"), override("groq", "m", "2")));
		assertThat(inputRate(catalog, "groq", "m")).isEqualTo("2");
		assertThat(inputRate(catalog, "openai", "m")).isEqualTo("1");
		assertThat(inputRate(catalog, null, "m")).isEqualTo("1");
	}

	@Test
	void doesNotChooseAProviderForACallThatHasNone() {
		PriceCatalog one = new OverrideCatalog(List.of(override("groq", "m", "2")));
		assertThat(inputRate(one, null, "m")).isEqualTo("2");
		PriceCatalog two = new OverrideCatalog(List.of(override("groq", "m", "2"), override("openai", "m", "3")));
		assertThat(inputRate(two, "", "m")).isNull();
	}

	@Test
	void refusesTwoOverridesOfOneModel() {
		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> new OverrideCatalog(List.of(override("xai", "grok-x", "1"), override("x_ai", "GROK-X", "2"))))
			.withMessageContaining("GROK-X at x-ai");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new OverrideCatalog(List.of(override(null, "m", "1"), override("", "m", "2"))))
			.withMessageContaining("without a provider");
	}

	@Test
	void takesEveryRate() {
		BigDecimal[] rates = new BigDecimal[11];
		for (int i = 0; i < rates.length; i++) {
			rates[i] = BigDecimal.valueOf(i + 1);
		}
		ModelPrice price = new PriceOverride("p", "m", rates[0], rates[1], rates[2], rates[3], rates[4], rates[5],
				rates[6], rates[7], rates[8], rates[9], rates[10], BigDecimal.TEN, null)
			.toPrice();
		assertThat(price.source()).isEqualTo("override");
		assertThat(price.rates().keySet()).containsExactly(PriceUnit.INPUT, PriceUnit.OUTPUT, PriceUnit.CACHED_INPUT,
				PriceUnit.CACHE_WRITE_INPUT, PriceUnit.CACHE_WRITE_1H, PriceUnit.AUDIO_INPUT,
				PriceUnit.CACHED_AUDIO_INPUT, PriceUnit.REASONING_OUTPUT, PriceUnit.AUDIO_OUTPUT, PriceUnit.WEB_SEARCH,
				PriceUnit.FILE_SEARCH, PriceUnit.REQUEST);
		assertThat(price.rate(PriceUnit.CACHE_WRITE_1H)).isEqualTo(Rate.of(rates[4]));
		assertThat(price.rate(PriceUnit.AUDIO_INPUT)).isEqualTo(Rate.of(rates[6]));
		assertThat(price.rate(PriceUnit.REQUEST)).isEqualTo(Rate.of(rates[10]));
	}

	@Test
	void saysWhatIsWrongWithAnOverride() {
		assertThatIllegalArgumentException().isThrownBy(() -> override("p", " ", "1").toPrice())
			.withMessageContaining("names a model");
		assertThatIllegalArgumentException().isThrownBy(() -> PriceOverride.of("p", "m", null, null).toPrice())
			.withMessageContaining("m has no rate");
		assertThatIllegalArgumentException().isThrownBy(() -> override("p", "m", "-1").toPrice())
			.withMessageContaining("m is wrong for INPUT")
			.withMessageContaining("-1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PriceOverride("p", "m", null, BigDecimal.ONE, BigDecimal.ONE, null, null, null, null,
					null, null, null, null, null, null)
				.toPrice())
			.withMessageContaining("CACHED_INPUT but none for INPUT");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PriceOverride("p", "m", BigDecimal.ONE, null, BigDecimal.ONE, null, null, null,
					BigDecimal.ONE, null, null, null, null, null, null)
				.toPrice())
			.withMessageContaining("none for CACHED_AUDIO_INPUT");
	}

	@Test
	void prefersTheOverrideOfATierForCallsOfThatTier() {
		PriceCatalog catalog = new OverrideCatalog(
				List.of(override("openai", "m", "3"), tiered("openai", "m", "Flex", "2"),
						tiered("openai", "n", "standard", "4"), tiered(null, "o", "priority", "5")));

		assertThat(tierRate(catalog, "m", null)).isEqualTo("3");
		assertThat(tierRate(catalog, "m", "flex")).isEqualTo("2");
		assertThat(tierRate(catalog, "m", "priority")).isEqualTo("3");
		assertThat(tierRate(catalog, "n", null)).isEqualTo("4");
		assertThat(tierRate(catalog, "n", "default")).isEqualTo("4");
		assertThat(tierRate(catalog, "n", "flex")).isNull();
		assertThat(tierRate(catalog, "o", null)).isNull();
		assertThat(tierRate(catalog, "o", "priority")).isEqualTo("5");
	}

	@Test
	void refusesTwoOverridesOfOneTier() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new OverrideCatalog(
					List.of(tiered("openai", "m", "flex", "2"), tiered("openai", "M", "FLEX", "3"))))
			.withMessage("Two price overrides of M at openai for tier FLEX");
	}

	private static @Nullable String tierRate(PriceCatalog catalog, String model, @Nullable String tier) {
		return catalog.price("openai", model, new ServiceTerms(tier, null, null), Instant.EPOCH)
			.map((price) -> price.rates().get(PriceUnit.INPUT).base().toPlainString())
			.orElse(null);
	}

	private static PriceOverride tiered(@Nullable String provider, String model, String tier, String input) {
		return new PriceOverride(provider, model, new BigDecimal(input), null, null, null, null, null, null, null, null,
				null, null, null, tier);
	}

	private static PriceOverride override(@Nullable String provider, String model, String input) {
		return PriceOverride.of(provider, model, new BigDecimal(input), null);
	}

	private static @Nullable String inputRate(PriceCatalog catalog, @Nullable String provider, String model) {
		return catalog.price(provider, model, Instant.EPOCH)
			.map((price) -> price.rates().get(PriceUnit.INPUT).base().toString())
			.orElse(null);
	}

}
