package dev.gai.braintrust.cost;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log, once for each model and reason, why calls have no cost. Figures that
 * cannot be right are worth a warning; a model without a price is often one that runs at
 * home. Thread-safe.
 *
 * @since 0.1.0
 */
public final class UnpricedCalls {

	private static final Log logger = LogFactory.getLog(UnpricedCalls.class);

	private static final int MAX_REPORTED = 500;

	private static final Set<String> reported = ConcurrentHashMap.newKeySet();

	private UnpricedCalls() {
	}

	/**
	 * Reports a call that has no cost, unless one like it has been reported.
	 * @param provider the provider, {@code null} if not known
	 * @param model the model, {@code null} if not known
	 * @param reason why
	 * @param detail the reason in words, {@code null} if nobody says
	 */
	public static void report(@Nullable String provider, @Nullable String model, CostUnavailable reason,
			@Nullable String detail) {
		String what = reason + " " + provider + " " + model;
		// Looked up first: for all but the first call nothing else happens.
		if (reported.contains(what) || reported.size() >= MAX_REPORTED || !reported.add(what)) {
			return;
		}
		String message = plain(
				"Calls of model " + model + ((provider != null) ? " at " + provider : "") + " have no cost: " + detail)
				+ ". Reported once.";
		if (reason == CostUnavailable.UNKNOWN_MODEL || reason == CostUnavailable.UNPRICED_USAGE) {
			logger.info(message + " A price can be set with gai.braintrust.cost.overrides");
		}
		else {
			logger.warn(message);
		}
	}

	/** On one line and not too long: names of models come from outside. */
	private static String plain(String text) {
		String line = text.replaceAll("\\p{Cntrl}", "?");
		return (line.length() > 500) ? line.substring(0, 500) : line;
	}

}
