package dev.gai.braintrust.cost;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Why a call has no cost.
 *
 * @since 0.1.0
 */
@PublicApi
public enum CostUnavailable {

	/** No catalog has a price of this model at this provider. */
	UNKNOWN_MODEL,

	/**
	 * The model is known, but nothing that was reported has a price: it is billed by the
	 * second or the page, say, or its price is not known.
	 */
	UNPRICED_USAGE,

	/**
	 * Audio was read or made, and the price of the model has no rate for audio. Text is
	 * not a measure for it: audio costs many times as much.
	 */
	UNPRICED_AUDIO,

	/**
	 * Images were read or made, and the price of the model has no rate for images.
	 */
	UNPRICED_IMAGES,

	/** No price of this model is known for the tier that served the call. */
	SERVICE_TIER,

	/** The provider reported no figure at all. */
	NO_USAGE,

	/** A figure is negative. */
	NEGATIVE_USAGE,

	/** The figures contradict each other: a part is larger than its whole. */
	CONTRADICTORY_USAGE,

	/** A figure that decides about the price was not reported. */
	INCOMPLETE_USAGE,

	/** Looking the price up failed, or the calculator does not say why. */
	FAILED

}
