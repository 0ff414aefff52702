package dev.gai.braintrust.cost;

import java.util.Set;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log why calls have no cost. Figures that cannot be right are worth a
 * warning, once for each model and reason; a model without a price is often one that runs
 * at home, and is named once for all of them. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class UnpricedCalls {

	private static final OnceLog log = new OnceLog(UnpricedCalls.class, 500);

	private static final Set<CostUnavailable> PRICE_MISSING = Set.of(CostUnavailable.UNKNOWN_MODEL,
			CostUnavailable.UNPRICED_USAGE, CostUnavailable.UNPRICED_AUDIO, CostUnavailable.UNPRICED_IMAGES,
			CostUnavailable.SERVICE_TIER);

	private UnpricedCalls() {
	}

	/**
	 * Reports a call that has no cost, unless one like it has been reported.
	 * @param provider the provider, {@code null} if not known
	 * @param model the model, {@code null} if not known
	 * @param reason why
	 * @param detail the reason in words, {@code null} if nobody says
	 * @param masking masks what is logged
	 */
	public static void report(@Nullable String provider, @Nullable String model, CostUnavailable reason,
			@Nullable String detail, UnaryOperator<String> masking) {
		String what = reason + " " + provider + " " + model;
		if (PRICE_MISSING.contains(reason)) {
			// One line for all of them: whoever runs models at home has no use for a line
			// each.
			log.info("a price is missing", () -> plain(provider, model, detail, masking)
					+ ". A price can be set with gai.braintrust.cost.overrides; /actuator/llmusage lists further models "
					+ "without one under unpricedModels");
		}
		else {
			log.warn(what, () -> plain(provider, model, detail, masking));
		}
	}

	/** On one line and not too long: names of models come from outside. */
	private static String plain(@Nullable String provider, @Nullable String model, @Nullable String detail,
			UnaryOperator<String> masking) {
		String text = "Calls of model " + model + ((provider != null) ? " at " + provider : "") + " have no cost: "
				+ detail;
		String line = masking.apply(text).replaceAll("\\p{Cntrl}", "?");
		return (line.length() > 500) ? line.substring(0, 500) : line;
	}

}
