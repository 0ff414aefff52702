package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.promise.Internal;

/**
 * Told of every span of this library when all of it is known, whether or not it is
 * sampled or sent. Called on the thread that ends the span, so it must be quick; what it
 * throws is kept from the application.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface CallListener {

	/**
	 * A span has ended.
	 * @param record what happened; must not be kept, since it holds content
	 */
	void ended(SpanRecord record);

}
