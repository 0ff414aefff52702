package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.usage.CallLabels;
import org.jspecify.annotations.Nullable;

/**
 * A limit of what calls may cost within a time. Immutable.
 *
 * @since 0.1.0
 */
@Internal
public final class Budget {

	private static final BigDecimal MAX_LIMIT = BigDecimal.valueOf(1_000_000);

	private final String name;

	private final BigDecimal limitUsd;

	private final BudgetWindow window;

	private final List<BudgetDimension> by;

	private final BudgetAction action;

	private Budget(String name, BigDecimal limitUsd, BudgetWindow window, List<BudgetDimension> by,
			BudgetAction action) {
		this.name = name;
		this.limitUsd = limitUsd;
		this.window = window;
		this.by = by;
		this.action = action;
	}

	/**
	 * Creates a budget.
	 * @param name its name
	 * @param limitUsd the limit in US dollars, above 0 and at most a million
	 * @param window {@code day}, {@code month}, or how long a rolling window is:
	 * {@code 30m}, {@code 24h}, {@code 7d}
	 * @param timeZone time zone of day and month, {@code Europe/Berlin} for example
	 * @param by what has a limit of its own: {@code provider}, {@code model},
	 * {@code cost-center}, {@code metadata.<key>}; nothing for one limit of everything
	 * @param action what happens when the limit is reached
	 * @return the budget
	 * @throws IllegalArgumentException if one of them is wrong; the message says which
	 */
	public static Budget of(@Nullable String name, @Nullable BigDecimal limitUsd, String window, String timeZone,
			List<String> by, BudgetAction action) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("a budget has a name");
		}
		if (limitUsd == null || limitUsd.signum() <= 0 || limitUsd.compareTo(MAX_LIMIT) > 0) {
			throw new IllegalArgumentException("the limit is not above 0 and at most 1,000,000 US dollars");
		}
		List<BudgetDimension> dimensions = new ArrayList<>();
		by.forEach((dimension) -> dimensions.add(BudgetDimension.of(dimension)));
		return new Budget(name.strip(), limitUsd, BudgetWindow.of(window, zone(timeZone)), List.copyOf(dimensions),
				action);
	}

	private static ZoneId zone(String timeZone) {
		try {
			return ZoneId.of(timeZone.strip());
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("there is no time zone " + timeZone, ex);
		}
	}

	/**
	 * The name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The limit.
	 * @return US dollars
	 */
	public BigDecimal limitUsd() {
		return this.limitUsd;
	}

	/**
	 * What happens when the limit is reached.
	 * @return the action
	 */
	public BudgetAction action() {
		return this.action;
	}

	BudgetWindow window() {
		return this.window;
	}

	/** The values by which a call has a limit of its own. */
	List<String> key(CallLabels labels) {
		if (this.by.isEmpty()) {
			return List.of();
		}
		String[] key = new String[this.by.size()];
		for (int i = 0; i < key.length; i++) {
			key[i] = this.by.get(i).of(labels);
		}
		return List.of(key);
	}

	/** The key of all that are too many. */
	List<String> overflowKey(String other) {
		return this.by.stream().map((dimension) -> other).toList();
	}

	/** A key as people read it. */
	Map<String, String> named(List<String> key) {
		Map<String, String> named = new LinkedHashMap<>();
		for (int i = 0; i < key.size(); i++) {
			named.put(this.by.get(i).name(), key.get(i));
		}
		return named;
	}

}
