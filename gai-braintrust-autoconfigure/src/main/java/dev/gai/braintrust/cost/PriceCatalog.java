package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Prices of models. Implementations are thread-safe and fast: they are asked on the
 * caller's thread, for every call.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface PriceCatalog {

	/**
	 * Looks up a price.
	 * @param provider the provider, by any of the names that OpenTelemetry, Spring AI or
	 * LangChain4j has for it; {@code null} to find it by the model
	 * @param model the model
	 * @param at when the call was made
	 * @return the price, or empty if this catalog does not know it
	 */
	Optional<ModelPrice> price(@Nullable String provider, String model, Instant at);

	/**
	 * Looks up the price on the terms that a call was served on. Unless it is overridden,
	 * only the price on the usual terms is known.
	 * @param provider the provider, {@code null} to find it by the model
	 * @param model the model
	 * @param terms the terms
	 * @param at when the call was made
	 * @return the price, or empty if this catalog does not know it
	 */
	default Optional<ModelPrice> price(@Nullable String provider, String model, ServiceTerms terms, Instant at) {
		return terms.areUsual() ? price(provider, model, at) : Optional.empty();
	}

	/**
	 * Combines this catalog with another one, for the prices that this one does not know.
	 * @param other the catalog to ask second
	 * @return both
	 */
	default PriceCatalog orElse(PriceCatalog other) {
		Objects.requireNonNull(other, "other");
		return new CatalogChain(this, other);
	}

}
