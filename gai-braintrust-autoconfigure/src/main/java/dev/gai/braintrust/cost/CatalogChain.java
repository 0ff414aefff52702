package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Asks one catalog, and another for what it does not know. */
record CatalogChain(PriceCatalog first, PriceCatalog second) implements PriceCatalog {

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, Instant at) {
		Optional<ModelPrice> price = this.first.price(provider, model, at);
		return price.isPresent() ? price : this.second.price(provider, model, at);
	}

	@Override
	public Optional<ModelPrice> price(@Nullable String provider, String model, ServiceTerms terms, Instant at) {
		Optional<ModelPrice> price = this.first.price(provider, model, terms, at);
		return price.isPresent() ? price : this.second.price(provider, model, terms, at);
	}

}
