package dev.gai.braintrust.cost.catalog;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What a provider publishes of the price on terms that are not the usual ones: a factor
 * for all tokens, or rates of some models.
 *
 * @param provider the provider
 * @param kind which of the terms is meant
 * @param value what it is: {@code flex}, for example
 * @param models ids of the models in the data, empty for all
 * @param factor what rates of tokens are multiplied by, {@code null} if there are rates
 * @param rates rates of tokens, empty if there is a factor
 */
record TierRule(String provider, Kind kind, String value, List<String> models, @Nullable BigDecimal factor,
		Map<PriceUnit, Rate> rates) {

	boolean concerns(String askedProvider, String model, Kind askedKind, String askedValue) {
		return this.provider.equals(askedProvider) && this.kind == askedKind && this.value.equals(askedValue)
				&& (this.models.isEmpty() || this.models.contains(model));
	}

	ModelPrice applyTo(ModelPrice usual) {
		if (this.factor != null) {
			return usual.times(this.factor);
		}
		Map<PriceUnit, Rate> agreed = new EnumMap<>(PriceUnit.class);
		usual.rates().forEach((unit, rate) -> {
			// Fees for searches stay; a rate of tokens that is not published is part of
			// the whole.
			if (!unit.key().endsWith("_mtok")) {
				agreed.put(unit, rate);
			}
		});
		agreed.putAll(this.rates);
		return new ModelPrice(usual.model(), agreed, usual.source(), usual.uncovered());
	}

	/** Which of the terms of a call a rule is about. */
	enum Kind {

		TIER, SPEED, REGION

	}

}
