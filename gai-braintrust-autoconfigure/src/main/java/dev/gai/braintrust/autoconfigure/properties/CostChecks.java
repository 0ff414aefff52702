package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.cost.budget.Budget;
import dev.gai.braintrust.cost.catalog.PriceOverride;

/**
 * Checks of what is set for prices, budgets and figures.
 *
 * @since 0.1.0
 */
public final class CostChecks {

	/** Where genai-prices publishes its data. */
	static final URI PUBLISHED = URI
		.create("https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json");

	private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

	private static final int MOST_KEYS = 10_000;

	private CostChecks() {
	}

	static void check(BraintrustProperties properties) {
		url(properties.cost().refresh());
		budgets(properties.cost());
		overrides(properties.cost().overrides());
		int maxKeys = properties.usage().maxKeys();
		if (maxKeys < 1 || maxKeys > MOST_KEYS) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.usage.max-keys",
					"is not between 1 and " + MOST_KEYS, "Write a number in between, for example 200.");
		}
	}

	/**
	 * Where newer prices are fetched.
	 * @param refresh what is set for it
	 * @return the address, that of genai-prices unless set
	 */
	public static URI url(CostProperties.Refresh refresh) {
		if (refresh.interval().compareTo(SHORTEST_INTERVAL) < 0) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.cost.refresh.interval", "is below a minute",
					"Write a duration of a minute or more, for example 24h.");
		}
		URI url = refresh.url();
		if (url == null || url.toString().isBlank()) {
			return PUBLISHED;
		}
		String host = url.getHost();
		boolean secure = "https".equalsIgnoreCase(url.getScheme());
		boolean local = "http".equalsIgnoreCase(url.getScheme()) && host != null && ServerAddress.isLoopback(host);
		if (url.getRawUserInfo() != null) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.cost.refresh.url", "contains a user name",
					"Write the address without the part before the @: prices are fetched without logging in.");
		}
		if (host == null || !(secure || local)) {
			throw new InvalidBraintrustPropertyException("gai.braintrust.cost.refresh.url",
					"is not an address that prices can safely be fetched from",
					"Write an address that begins with https://; plain HTTP is for this machine only.");
		}
		return url;
	}

	/**
	 * The budgets that are set.
	 * @param cost what is set for cost
	 * @return the budgets, each of a name of its own
	 */
	public static List<Budget> budgets(CostProperties cost) {
		return budgets("gai.braintrust.cost.budgets", cost.budgets());
	}

	/**
	 * The budgets that are set somewhere.
	 * @param property where
	 * @param given what is set
	 * @return the budgets, each of a name of its own
	 */
	static List<Budget> budgets(String property, List<CostProperties.Budget> given) {
		List<Budget> budgets = new ArrayList<>();
		for (CostProperties.Budget budget : given) {
			Budget made = budget(property + "[" + budgets.size() + "]", budget);
			PropertyChecks.require(budgets.stream().noneMatch((other) -> other.name().equals(made.name())),
					property + "[" + budgets.size() + "].name", "is the name of another budget too",
					"Write a name of its own for each budget.");
			budgets.add(made);
		}
		return budgets;
	}

	/**
	 * One value after the other, so that the wrong one can be named.
	 */
	private static Budget budget(String property, CostProperties.Budget budget) {
		BigDecimal limit = budget.limitUsd();
		PropertyChecks.require(budget.name() != null && !budget.name().isBlank(), property + ".name", "is not set",
				"Write a name for the budget, for example all-calls.");
		PropertyChecks.require(limit != null, property + ".limit-usd", "is not set",
				"Write the limit in US dollars as limit-usd, for example limit-usd: 10.");
		usable(property + ".limit-usd", "Write an amount of US dollars above 0, for example 10.",
				() -> Budget.of("any", limit, "day", "UTC", List.of(), budget.action()));
		usable(property + ".window", "Write day, month, or a duration such as 1h.",
				() -> Budget.of("any", limit, budget.window(), "UTC", List.of(), budget.action()));
		usable(property + ".time-zone", "Write the name of a time zone, for example UTC or Europe/Berlin.",
				() -> Budget.of("any", limit, "day", budget.timeZone(), List.of(), budget.action()));
		for (int i = 0; i < budget.by().size(); i++) {
			String by = budget.by().get(i);
			usable(property + ".by[" + i + "]",
					"Write provider, model, cost-center, or metadata. followed by a key, for example metadata.user_id.",
					() -> Budget.of("any", limit, "day", "UTC", List.of(by), budget.action()));
		}
		return usable(property,
				"Write a name, limit-usd and, where they differ from the defaults, window, by, action "
						+ "and time-zone.",
				() -> Budget.of(budget.name(), limit, budget.window(), budget.timeZone(), budget.by(),
						budget.action()));
	}

	private static void overrides(List<PriceOverride> overrides) {
		for (int i = 0; i < overrides.size(); i++) {
			PriceOverride override = overrides.get(i);
			usable("gai.braintrust.cost.overrides[" + i + "]",
					"Write a model and at least one price, none of them negative, for example input-per-million and "
							+ "output-per-million.",
					override::toPrice);
		}
	}

	private static <T> T usable(String property, String action, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidBraintrustPropertyException(property, "cannot be used: " + ex.getMessage(), action);
		}
	}

}
