package dev.gai.braintrust.cost.budget;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Details of a budget that is spent.
 *
 * @param budget name of the budget
 * @param key what it is for: values by the name of what they are, empty for a budget of
 * everything
 * @param limitUsd the limit
 * @param spentUsd what has been spent
 * @param window the window, {@code 24h} or {@code day (UTC)} for example
 * @param action what happens
 * @param resetsAt when the budget is new again, {@code null} for a window that rolls
 * @since 0.1.0
 */
@PublicApi
public record BudgetExcess(String budget, Map<String, String> key, BigDecimal limitUsd, BigDecimal spentUsd,
		String window, BudgetAction action, @Nullable Instant resetsAt) implements Serializable {

	/**
	 * Copies the key, keeping its order.
	 * @param budget name of the budget
	 * @param key what it is for
	 * @param limitUsd the limit
	 * @param spentUsd what has been spent
	 * @param window the window
	 * @param action what happens
	 * @param resetsAt when the budget is new again
	 */
	public BudgetExcess {
		key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
	}

	/**
	 * The budget in words, on one line.
	 * @return the description
	 */
	public String description() {
		String whom = this.key.isEmpty() ? "" : " for " + this.key.toString().replaceAll("[\\p{Cntrl}]", "?");
		return "'" + this.budget + "' of " + this.limitUsd.toPlainString() + " USD per " + this.window + whom + " ("
				+ this.spentUsd.toPlainString() + " USD)";
	}

}
