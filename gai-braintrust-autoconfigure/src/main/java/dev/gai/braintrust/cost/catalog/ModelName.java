package dev.gai.braintrust.cost.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What prices are asked for by: names that come from outside.
 *
 * @param provider the provider, {@code null} if it is not known
 * @param model the model
 */
record ModelName(@Nullable String provider, String model) {

	/** How many names are remembered with what was found for them. */
	static final int MAX_REMEMBERED = 2048;

	/** Longer names are not remembered: no model has one. */
	private static final int MAX_LENGTH = 200;

	boolean isUsual() {
		return this.model.length() <= MAX_LENGTH && (this.provider == null || this.provider.length() <= MAX_LENGTH);
	}

}
