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
 * @param enabled Whether the cost of calls is estimated.
 * @param overrides Prices that win over those that come with the library, in US dollars.
 * @param refresh Fetching of newer prices.
 * @param budgets Limits of what calls may cost. Each has a name, a limit in US dollars
 * ("limit-usd"), a window, and optionally "by", "action", and "time-zone".
 * @since 0.1.0
 */
public record CostProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<PriceOverride> overrides,
		@DefaultValue Refresh refresh, @DefaultValue List<Budget> budgets) {

	/**
	 * Fetching of newer prices.
	 *
	 * @param enabled Whether newer prices are fetched.
	 * @param url Address of the prices, in the format of genai-prices. The one that
	 * genai-prices publishes unless set.
	 * @param interval Time from one fetch to the next.
	 */
	public record Refresh(@DefaultValue("false") boolean enabled, @Nullable URI url,
			@DefaultValue("24h") Duration interval) {

	}

	/**
	 * A limit of what calls may cost.
	 *
	 * @param name Name of the budget.
	 * @param limitUsd Limit in US dollars.
	 * @param window Time that the limit is for: a duration that rolls, such as 1h, or the
	 * calendar's day or month.
	 * @param by What has a limit of its own: provider, model, cost-center or metadata.
	 * followed by a key. One limit for everything unless set.
	 * @param action What happens when the limit is reached.
	 * @param timeZone Time zone of the calendar.
	 */
	public record Budget(@Nullable String name, @Nullable BigDecimal limitUsd, @DefaultValue("day") String window,
			@DefaultValue List<String> by, @DefaultValue("warn") BudgetAction action,
			@DefaultValue("UTC") String timeZone) {

	}

}
