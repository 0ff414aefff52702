package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;

/**
 * Writes what is known of a request on a span that is about to start.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface SpanPreparation {

	/**
	 * Writes on the span.
	 * @param span the span
	 */
	void prepare(GenAiSpan span);

}
