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
 * @param cachedAsUsual whether the factor is not for what is read from a cache
 * @param rates rates of tokens, empty if there is a factor
 */
record TierRule(String provider, Kind kind, String value, List<String> models, @Nullable BigDecimal factor,
		boolean cachedAsUsual, Map<PriceUnit, Rate> rates) {

	private static final List<PriceUnit> CACHED = List.of(PriceUnit.CACHED_INPUT, PriceUnit.CACHED_AUDIO_INPUT);

	boolean concerns(String askedProvider, String model, Kind askedKind, String askedValue) {
		return this.provider.equals(askedProvider) && this.kind == askedKind && this.value.equals(askedValue)
				&& (this.models.isEmpty() || this.models.contains(model));
	}

	ModelPrice applyTo(ModelPrice usual) {
		if (this.factor != null) {
			ModelPrice multiplied = usual.times(this.factor);
			return this.cachedAsUsual ? withCachedOf(usual, multiplied) : multiplied;
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

	private static ModelPrice withCachedOf(ModelPrice usual, ModelPrice multiplied) {
		Map<PriceUnit, Rate> rates = new EnumMap<>(multiplied.rates());
		for (PriceUnit unit : CACHED) {
			rates.computeIfPresent(unit, (key, rate) -> usual.rate(key));
		}
		return new ModelPrice(usual.model(), rates, usual.source(), usual.uncovered());
	}

	/** Which of the terms of a call a rule is about. */
	enum Kind {

		TIER, SPEED, REGION

	}

}
