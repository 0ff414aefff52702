package dev.gai.braintrust.cost;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A provider of the price data. */
record PriceProvider(String id, @Nullable Clause providerMatch, @Nullable Clause modelMatch, List<String> fallbacks,
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
