package dev.gai.braintrust.cost.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.ServiceTerms;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that is looked for whenever it is asked. While there is none, no price is
 * known.
 *
 * @param source finds the catalog, {@code null} while there is none
 * @since 0.1.0
 */
public record LazyCatalog(Supplier<@Nullable PriceCatalog> source) implements PriceCatalog {

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		return price(provider, model, ServiceTerms.USUAL, at);
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, ServiceTerms terms, Instant at) {
		PriceCatalog catalog = this.source.get();
		return (catalog != null) ? catalog.price(provider, model, terms, at) : Optional.empty();
	}

}
