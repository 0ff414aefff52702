package dev.gai.braintrust.cost;

import java.time.Instant;
import java.util.Optional;

import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Calculates what a call cost. Implementations are thread-safe, fast (they run on the
 * caller's thread) and never throw.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface CostCalculator {

	/**
	 * Calculates the cost of one call. A part that was not reported counts as not used; a
	 * cost that would have to be guessed is absent.
	 * @param provider the provider, by its id or by the name that OpenTelemetry, Spring
	 * AI or LangChain4j has for it; {@code null} to find it by the model
	 * @param model the model that answered
	 * @param usage what the provider reported
	 * @param at when the call was made; prices change, by date and by time of day
	 * @return the cost, or empty if the price or the usage does not allow one
	 */
	Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at);

	/**
	 * Like {@link #cost}, and says why if there is none. Unless it is overridden, the
	 * reason is always {@link CostUnavailable#FAILED}.
	 * @param provider the provider, or {@code null}
	 * @param model the model that answered
	 * @param usage what the provider reported
	 * @param at when the call was made
	 * @return the cost or the reason
	 */
	default CostAnswer explain(@Nullable String provider, String model, Usage usage, Instant at) {
		return cost(provider, model, usage, at).map(CostAnswer::of)
			.orElseGet(() -> CostAnswer.none(CostUnavailable.FAILED, "the calculator gave no cost and no reason"));
	}

	/**
	 * Like {@link #explain(String, String, Usage, Instant)}, and also takes into account
	 * what was asked for, the terms on which the call was served and what the answer says
	 * about the bill. Unless it is overridden, the model that answered decides, on the
	 * usual terms.
	 * @param call the call
	 * @return the cost by the list of prices, or the reason why there is none
	 */
	default CostAnswer explain(BilledCall call) {
		String model = call.model();
		return (model != null) ? explain(call.provider(), model, call.usage(), call.at())
				: CostAnswer.none(CostUnavailable.UNKNOWN_MODEL, "no model is known");
	}

	/**
	 * The calculator that applies the prices of a catalog.
	 * @param catalog the prices
	 * @return the calculator
	 */
	static CostCalculator of(PriceCatalog catalog) {
		return new CatalogCostCalculator(catalog);
	}

}
