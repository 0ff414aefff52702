package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens with which feedback on a span can be given later. No request is made for
 * it.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface FeedbackTokenSource {

	/** No span is sent, and so no feedback on one. */
	FeedbackTokenSource NONE = (traceId, spanId) -> null;

	/**
	 * Makes a token for a span.
	 * @param traceId id of the trace
	 * @param spanId id of the span
	 * @return the token, {@code null} where the span will not be sent
	 */
	@Nullable String token(String traceId, String spanId);

}
