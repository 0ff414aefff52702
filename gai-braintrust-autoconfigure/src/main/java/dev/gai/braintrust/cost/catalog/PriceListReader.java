package dev.gai.braintrust.cost.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.cost.Rate;
import org.jspecify.annotations.Nullable;

/** Reads what a model charges: one table of rates, or several with a constraint each. */
final class PriceListReader {

	private static final Map<String, PriceUnit> UNITS = new HashMap<>();

	private static final String CLAUDE = "claude";

	/**
	 * What Anthropic takes for a token that is kept for an hour, in tokens of input,
	 * whoever sells the model. The data has the rate of Anthropic's own API only.
	 */
	private static final BigDecimal HOUR_IN_CACHE = BigDecimal.valueOf(2);

	static {
		for (PriceUnit unit : PriceUnit.values()) {
			UNITS.put(unit.key(), unit);
		}
	}

	private final String source;

	private final Set<String> ignoredUnits;

	PriceListReader(String source, Set<String> ignoredUnits) {
		this.source = source;
		this.ignoredUnits = ignoredUnits;
	}

	List<DatedPrice> read(@Nullable Object node, String provider, String model) {
		if (!(node instanceof List<?> entries)) {
			return List.of(new DatedPrice(new PriceValidity.Always(), price(node, provider, model)));
		}
		List<DatedPrice> prices = new ArrayList<>();
		for (Object entryNode : entries) {
			Map<?, ?> entry = JsonTree.map(entryNode, "an entry of prices");
			prices.add(new DatedPrice(PriceValidityReader.read(entry.get("constraint")),
					price(entry.get("prices"), provider, model)));
		}
		if (prices.isEmpty()) {
			throw new IllegalArgumentException("the list of prices is empty");
		}
		return prices;
	}

	private ModelPrice price(@Nullable Object node, String provider, String model) {
		Map<PriceUnit, Rate> rates = rates(node);
		Rate input = rates.get(PriceUnit.INPUT);
		if (input != null && model.contains(CLAUDE) && rates.containsKey(PriceUnit.CACHE_WRITE_INPUT)) {
			rates.putIfAbsent(PriceUnit.CACHE_WRITE_1H, twice(input));
		}
		return new ModelPrice(model, rates, this.source, UncoveredUnits.of(provider, model, rates));
	}

	private static Rate twice(Rate rate) {
		List<Rate.Tier> tiers = rate.tiers()
			.stream()
			.map((tier) -> new Rate.Tier(tier.start(), tier.rate().multiply(HOUR_IN_CACHE)))
			.toList();
		return new Rate(rate.base().multiply(HOUR_IN_CACHE), tiers);
	}

	/** Reads a table of rates; units that are not charged for are noted. */
	Map<PriceUnit, Rate> rates(@Nullable Object node) {
		Map<PriceUnit, Rate> rates = new EnumMap<>(PriceUnit.class);
		for (Map.Entry<?, ?> entry : JsonTree.map(node, "prices").entrySet()) {
			String key = String.valueOf(entry.getKey());
			PriceUnit unit = UNITS.get(key);
			Rate rate = rate(entry.getValue(), key);
			if (unit != null) {
				rates.put(unit, rate);
			}
			else {
				this.ignoredUnits.add(key);
			}
		}
		return rates;
	}

	private static Rate rate(@Nullable Object node, String key) {
		try {
			if (node instanceof BigDecimal number) {
				return Rate.of(number);
			}
			Map<?, ?> tiered = JsonTree.map(node, "rate");
			List<Rate.Tier> tiers = new ArrayList<>();
			for (Object tierNode : JsonTree.list(tiered.get("tiers"), "tiers")) {
				Map<?, ?> tier = JsonTree.map(tierNode, "a tier");
				tiers.add(new Rate.Tier(JsonTree.number(tier.get("start"), "start").longValueExact(),
						JsonTree.number(tier.get("price"), "price")));
			}
			return new Rate(JsonTree.number(tiered.get("base"), "base"), tiers);
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException(key + ": the start of a tier is a whole number", ex);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(key + ": " + ex.getMessage(), ex);
		}
	}

}
