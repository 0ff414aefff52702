package dev.gai.braintrust.cost.catalog;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.gai.braintrust.cost.ModelPrice;
import dev.gai.braintrust.cost.ServiceTerms;
import org.jspecify.annotations.Nullable;

/**
 * Prices on terms that are not the usual ones, as far as providers publish them. The file
 * has the address for each rule.
 */
final class ServiceTiers {

	static final ServiceTiers PUBLISHED = new ServiceTiers(read(OwnFiles.read("service-tiers.json")));

	private final List<TierRule> rules;

	ServiceTiers(List<TierRule> rules) {
		this.rules = rules;
	}

	/**
	 * The price on other terms.
	 * @return the price, or empty if it is not published
	 */
	Optional<ModelPrice> apply(String provider, String model, ModelPrice usual, ServiceTerms terms) {
		return Optional.of(usual)
			.flatMap((price) -> apply(provider, model, price, TierRule.Kind.TIER, terms.tier()))
			.flatMap((price) -> apply(provider, model, price, TierRule.Kind.SPEED, terms.speed()))
			.flatMap((price) -> apply(provider, model, price, TierRule.Kind.REGION, terms.region()));
	}

	/**
	 * The price in a single region, of those that cost more there.
	 */
	ModelPrice inRegion(String provider, String model, ModelPrice usual) {
		return apply(provider, model, usual, TierRule.Kind.REGION, "regional").orElse(usual);
	}

	private Optional<ModelPrice> apply(String provider, String model, ModelPrice price, TierRule.Kind kind,
			@Nullable String value) {
		if (value == null) {
			return Optional.of(price);
		}
		return this.rules.stream()
			.filter((rule) -> rule.concerns(provider, model, kind, value))
			.findFirst()
			.map((rule) -> rule.applyTo(price));
	}

	static List<TierRule> read(InputStream json) {
		Map<?, ?> file = JsonTree.map(JsonTree.read(json), "the file");
		List<TierRule> rules = new ArrayList<>();
		for (Object node : JsonTree.list(file.get("rules"), "rules")) {
			rules.add(rule(JsonTree.map(node, "a rule")));
		}
		return List.copyOf(rules);
	}

	private static TierRule rule(Map<?, ?> node) {
		List<String> models = new ArrayList<>();
		if (node.containsKey("models")) {
			JsonTree.list(node.get("models"), "models").forEach((model) -> models.add(JsonTree.text(model, "models")));
		}
		TierRule.Kind kind = kind(node);
		String key = kind.name().toLowerCase(Locale.ROOT);
		BigDecimal factor = node.containsKey("factor") ? JsonTree.number(node.get("factor"), "factor") : null;
		Set<String> unknownUnits = ConcurrentHashMap.newKeySet();
		PriceListReader prices = new PriceListReader(JsonTree.text(node.get("source"), "source"), unknownUnits);
		return new TierRule(JsonTree.text(node.get("provider"), "provider"), kind, JsonTree.text(node.get(key), key),
				List.copyOf(models), factor, Boolean.FALSE.equals(node.get("cached")),
				(factor != null) ? Map.of() : prices.rates(node.get("prices")));
	}

	private static TierRule.Kind kind(Map<?, ?> node) {
		for (TierRule.Kind kind : TierRule.Kind.values()) {
			if (node.containsKey(kind.name().toLowerCase(Locale.ROOT))) {
				return kind;
			}
		}
		throw new IllegalArgumentException("a rule names a tier, a speed or a region: " + node.keySet());
	}

}
