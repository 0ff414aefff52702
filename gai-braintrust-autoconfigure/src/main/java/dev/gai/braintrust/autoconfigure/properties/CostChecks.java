package dev.gai.braintrust.autoconfigure.properties;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.cost.budget.Budget;

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
					"Write a time of a minute or more, for example 24h.");
		}
		URI url = refresh.url();
		if (url == null || url.toString().isBlank()) {
			return PUBLISHED;
		}
		String host = url.getHost();
		boolean secure = "https".equalsIgnoreCase(url.getScheme());
		boolean local = "http".equalsIgnoreCase(url.getScheme()) && host != null
				&& BraintrustConnection.isLoopback(host);
		if (host == null || url.getRawUserInfo() != null || !(secure || local)) {
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
			try {
				Budget made = Budget.of(budget.name(), budget.limitUsd(), budget.window(), budget.timeZone(),
						budget.by(), budget.action());
				if (budgets.stream().anyMatch((other) -> other.name().equals(made.name()))) {
					throw new IllegalArgumentException("another budget has the same name");
				}
				budgets.add(made);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidBraintrustPropertyException(property + "[" + budgets.size() + "]",
						"cannot be used: " + ex.getMessage(),
						"Write a name, limit-usd and, where they differ from day, everything and warn, window, by and "
								+ "action.");
			}
		}
		return budgets;
	}

}
