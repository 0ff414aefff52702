package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Computes addresses of spans in Braintrust's application. No request is made for it.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface Permalinks {

	/**
	 * Address of a span.
	 * @param traceId id of the trace
	 * @param spanId id of the span
	 * @return the address, or {@code null} where organisation or project are not known
	 */
	@Nullable String of(String traceId, String spanId);

}
