package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * The price of a model at one moment. A unit without a rate is charged as part of the
 * unit that contains it, or not at all; so a price is refused with an
 * {@link IllegalArgumentException} if a unit has a rate and one that contains it has
 * none, or if cached input and audio input have one and cached audio input has none.
 * Immutable.
 *
 * @param model the model, for people to read
 * @param rates rate of each unit that is charged; empty if the price is not known or none
 * of the units applies
 * @param source where the price came from; becomes {@link Cost#source()}
 * @param uncovered units that cost something else than the unit around them, nobody says
 * how much; a call that used one has no cost
 * @since 0.1.0
 */
@PublicApi
public record ModelPrice(String model, Map<PriceUnit, Rate> rates, String source, Set<PriceUnit> uncovered) {

	/**
	 * Creates a price.
	 * @param model the model
	 * @param rates rate of each unit that is charged
	 * @param source where the price came from
	 * @param uncovered units that have a price of their own which is not known
	 * @throws IllegalArgumentException if a part has a rate and its whole has none
	 */
	public ModelPrice {
		Objects.requireNonNull(model, "model");
		Objects.requireNonNull(source, "source");
		EnumMap<PriceUnit, Rate> copy = new EnumMap<>(PriceUnit.class);
		copy.putAll(rates);
		for (PriceUnit unit : copy.keySet()) {
			for (PriceUnit whole : unit.wholes()) {
				if (!copy.containsKey(whole)) {
					throw new IllegalArgumentException(
							model + " has a rate for " + unit + " but none for " + whole + ", which contains it");
				}
			}
		}
		if (copy.containsKey(PriceUnit.CACHED_INPUT) && copy.containsKey(PriceUnit.AUDIO_INPUT)
				&& !copy.containsKey(PriceUnit.CACHED_AUDIO_INPUT)) {
			throw new IllegalArgumentException(
					model + " has rates for CACHED_INPUT and AUDIO_INPUT but none for CACHED_AUDIO_INPUT");
		}
		rates = Collections.unmodifiableMap(copy);
		uncovered = Set.copyOf(uncovered);
	}

	/**
	 * Creates a price that covers everything.
	 * @param model the model
	 * @param rates rate of each unit that is charged
	 * @param source where the price came from
	 * @throws IllegalArgumentException if a part has a rate and its whole has none
	 */
	public ModelPrice(String model, Map<PriceUnit, Rate> rates, String source) {
		this(model, rates, source, Set.of());
	}

	/**
	 * This price with all rates of tokens multiplied. Fees for searches and requests stay
	 * as they are.
	 * @param factor what tokens are multiplied by
	 * @return the price
	 */
	public ModelPrice times(BigDecimal factor) {
		Map<PriceUnit, Rate> multiplied = new EnumMap<>(PriceUnit.class);
		this.rates.forEach((unit, rate) -> multiplied.put(unit, unit.countsTokens() ? rate.times(factor) : rate));
		return new ModelPrice(this.model, multiplied, this.source, this.uncovered);
	}

	/**
	 * The rate of one unit.
	 * @param unit the unit
	 * @return its rate, or {@code null} if it has none of its own
	 */
	public @Nullable Rate rate(PriceUnit unit) {
		return this.rates.get(unit);
	}

}
