package dev.gai.braintrust.export;

import dev.gai.braintrust.promise.Internal;

/**
 * Told of spans of this library that have ended and are sent, or may still be, on the
 * thread that ended them: it must be quick, and what it throws is reported only.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface FinishedSpanListener {

	/**
	 * Takes notice of a span.
	 * @param span the span
	 */
	void ended(FinishedSpan span);

}
