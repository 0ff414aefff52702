package dev.gai.braintrust.cost.catalog;

import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.cost.ModelPrice;

/** A model of the price data; it has at least one price. */
record PricedModel(String id, NameRule match, List<DatedPrice> prices) {

	/** The last price that holds, else the first. */
	ModelPrice at(Instant at) {
		for (int i = this.prices.size() - 1; i > 0; i--) {
			DatedPrice price = this.prices.get(i);
			if (price.when().holds(at)) {
				return price.price();
			}
		}
		return this.prices.get(0).price();
	}

}
