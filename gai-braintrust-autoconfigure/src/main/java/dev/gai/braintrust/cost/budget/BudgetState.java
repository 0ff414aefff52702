package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A budget as {@code /actuator/llmusage} shows it.
 *
 * @param name its name
 * @param limitUsd the limit of each key
 * @param window the window
 * @param action what happens when the limit is reached
 * @param shared whether what other instances have spent is known
 * @param resetsAt when it is new again, {@code null} for a window that rolls
 * @param keys how many keys have spent something or have asked
 * @param exceeded how many of them have reached the limit
 * @param refusedCalls calls that were refused since the start
 * @param highest the keys that have spent most, 20 of them
 * @since 0.1.0
 */
@Internal
public record BudgetState(String name, BigDecimal limitUsd, String window, BudgetAction action, boolean shared,
		@Nullable Instant resetsAt, int keys, int exceeded, long refusedCalls, List<Spent> highest) {

	/**
	 * What one key has spent.
	 *
	 * @param key values by the name of what they are, empty for a budget of everything
	 * @param spentUsd US dollars within the window
	 * @param exceeded whether the limit is reached
	 */
	public record Spent(Map<String, String> key, BigDecimal spentUsd, boolean exceeded) {

		static final Comparator<Spent> ORDER = Comparator.comparing(Spent::spentUsd).reversed();

	}

}
