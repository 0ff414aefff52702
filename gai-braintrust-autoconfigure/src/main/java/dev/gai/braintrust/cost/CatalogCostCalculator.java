package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/** Judges the usage, looks the price up, applies the one to the other. */
final class CatalogCostCalculator implements CostCalculator {

	private final PriceCatalog catalog;

	CatalogCostCalculator(PriceCatalog catalog) {
		this.catalog = Objects.requireNonNull(catalog, "catalog");
	}

	@Override
	public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
		return explain(provider, model, usage, at).toOptional();
	}

	@Override
	public CostAnswer explain(@Nullable String provider, String model, Usage usage, Instant at) {
		try {
			CostAnswer refused = UsageJudge.refusal(usage);
			if (refused != null) {
				return refused;
			}
			Optional<ModelPrice> price = this.catalog.price(provider, model, at);
			if (price.isEmpty()) {
				return CostAnswer.none(CostUnavailable.UNKNOWN_MODEL,
						"no price of model " + model + ((provider != null) ? " at provider " + provider : ""));
			}
			return CostFormula.apply(price.get(), usage);
		}
		catch (RuntimeException ex) {
			// A catalog of the application may throw whatever it likes: the call that is
			// priced must not notice.
			return CostAnswer.none(CostUnavailable.FAILED, "looking up the price failed: " + ex);
		}
	}

}
