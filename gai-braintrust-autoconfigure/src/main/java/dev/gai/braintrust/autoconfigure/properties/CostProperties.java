package dev.gai.braintrust.autoconfigure.properties;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.cost.budget.BudgetAction;
import dev.gai.braintrust.cost.catalog.PriceOverride;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Cost of model calls.
 *
 * @param enabled Whether to estimate the cost of calls.
 * @param overrides Prices that take precedence over the bundled ones, in US dollars.
 * @param refresh Refresh of prices.
 * @param budgets Budgets for model calls. Each has a "name", a "limit-usd" in US dollars,
 * a "window", and optionally "by", "action" and "time-zone".
 * @since 0.1.0
 */
public record CostProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<PriceOverride> overrides,
		@DefaultValue Refresh refresh, @DefaultValue List<Budget> budgets) {

	/**
	 * Fetching of newer prices.
	 *
	 * @param enabled Whether to fetch newer prices.
	 * @param url URL of the prices, in the format of genai-prices. Defaults to the file
	 * that genai-prices publishes.
	 * @param interval Interval between fetches.
	 */
	public record Refresh(@DefaultValue("false") boolean enabled, @Nullable URI url,
			@DefaultValue("24h") Duration interval) {

	}

	/**
	 * A limit of what calls may cost.
	 *
	 * @param name Name of the budget.
	 * @param limitUsd Limit in US dollars.
	 * @param window Period of the limit: a rolling duration, such as 1h, or a calendar
	 * day or month.
	 * @param by What gets a limit of its own: provider, model, cost-center, or metadata.
	 * followed by a key. By default one limit applies to all calls.
	 * @param action What to do when the limit is reached.
	 * @param timeZone Time zone of the calendar day or month.
	 */
	public record Budget(@Nullable String name, @Nullable BigDecimal limitUsd, @DefaultValue("day") String window,
			@DefaultValue List<String> by, @DefaultValue("warn") BudgetAction action,
			@DefaultValue("UTC") String timeZone) {

	}

}
