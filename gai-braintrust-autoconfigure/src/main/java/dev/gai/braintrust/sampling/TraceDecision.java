package dev.gai.braintrust.sampling;

import dev.gai.braintrust.promise.Internal;

/**
 * What is known of a trace: whether its spans are sent.
 *
 * @since 0.1.0
 */
@Internal
public enum TraceDecision {

	/** Its spans are sent. */
	KEPT,

	/** Its spans are not sent. */
	LEFT_OUT,

	/** Its spans wait. */
	UNDECIDED

}
