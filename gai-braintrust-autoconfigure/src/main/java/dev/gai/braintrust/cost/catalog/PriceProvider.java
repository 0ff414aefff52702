package dev.gai.braintrust.cost.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A provider of the price data. */
record PriceProvider(String id, @Nullable NameRule providerMatch, @Nullable NameRule modelMatch, List<String> fallbacks,
		ModelList models) {

	boolean isCalled(String name) {
		return this.providerMatch != null && this.providerMatch.matches(name);
	}

	boolean owns(String model) {
		return this.modelMatch != null && this.modelMatch.matches(model);
	}

	@Nullable PricedModel find(String model) {
		for (PricedModel candidate : this.models.get()) {
			if (candidate.match().matches(model)) {
				return candidate;
			}
		}
		return null;
	}

}
