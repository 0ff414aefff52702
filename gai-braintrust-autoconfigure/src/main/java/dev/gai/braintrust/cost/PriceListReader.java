package dev.gai.braintrust.cost;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Reads what a model charges: one table of rates, or several with a constraint each. */
final class PriceListReader {

	private static final Map<String, PriceUnit> UNITS = new HashMap<>();

	static {
		for (PriceUnit unit : PriceUnit.ALL) {
			UNITS.put(unit.key(), unit);
		}
	}

	private final String source;

	private final Set<String> ignoredUnits;

	PriceListReader(String source, Set<String> ignoredUnits) {
		this.source = source;
		this.ignoredUnits = ignoredUnits;
	}

	List<DatedPrice> read(JsonNode node, String model, String where) {
		if (!node.isArray()) {
			return List.of(new DatedPrice(DatedPrice.When.ALWAYS, price(node, model, where)));
		}
		List<DatedPrice> prices = new ArrayList<>();
		for (JsonNode entry : node) {
			prices.add(new DatedPrice(constraint(entry.path("constraint"), where),
					price(entry.path("prices"), model, where)));
		}
		if (prices.isEmpty()) {
			throw new IllegalArgumentException(where + ": the list is empty");
		}
		return List.copyOf(prices);
	}

	private ModelPrice price(JsonNode node, String model, String where) {
		JsonFields.object(node, where);
		Map<PriceUnit, Rate> rates = new EnumMap<>(PriceUnit.class);
		for (Map.Entry<String, JsonNode> entry : node.properties()) {
			Rate rate = rate(entry.getValue(), where + ": " + entry.getKey());
			PriceUnit unit = UNITS.get(entry.getKey());
			if (unit != null) {
				rates.put(unit, rate);
			}
			else {
				this.ignoredUnits.add(entry.getKey());
			}
		}
		try {
			return new ModelPrice(model, rates, this.source);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(where + ": " + ex.getMessage(), ex);
		}
	}

	private static Rate rate(JsonNode node, String where) {
		try {
			if (!node.isObject()) {
				return Rate.of(number(node));
			}
			List<Rate.Tier> tiers = new ArrayList<>();
			for (JsonNode tier : JsonFields.array(node.path("tiers"), where)) {
				tiers.add(new Rate.Tier(number(tier.path("start")).longValueExact(), number(tier.path("price"))));
			}
			return new Rate(number(node.path("base")), tiers);
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException(where + ": the start of a tier is a whole number", ex);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(where + ": " + ex.getMessage(), ex);
		}
	}

	private static BigDecimal number(JsonNode node) {
		if (!node.isNumber()) {
			throw new IllegalArgumentException("expected a number, found " + node.getNodeType());
		}
		return node.decimalValue();
	}

	private static DatedPrice.When constraint(JsonNode node, String where) {
		if (JsonFields.isAbsent(node)) {
			return DatedPrice.When.ALWAYS;
		}
		// Published with and without a type; the fields tell as much.
		try {
			if (node.has("start_date")) {
				String date = JsonFields.text(node, "start_date", where);
				return DatedPrice.When.from(LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC));
			}
			if (node.has("start_time")) {
				return DatedPrice.When.daily(time(JsonFields.text(node, "start_time", where)),
						time(JsonFields.text(node, "end_time", where)));
			}
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException(where + ": " + ex.getMessage(), ex);
		}
		throw new IllegalArgumentException(where + ": unknown constraint " + node);
	}

	private static LocalTime time(String text) {
		return OffsetTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
	}

}
