package dev.gai.braintrust.trace.record;

import org.jspecify.annotations.Nullable;

/**
 * Where a span is found.
 *
 * @param traceId 32 hexadecimal digits, {@code null} before the span has started
 * @param spanId 16 hexadecimal digits, {@code null} before the span has started
 */
record SpanIds(@Nullable String traceId, @Nullable String spanId) {

	static final SpanIds NONE = new SpanIds(null, null);

	/**
	 * The ids of a span; without a tracer behind it, a span has empty ones.
	 * @param traceId id of the trace
	 * @param spanId id of the span
	 * @return the ids
	 */
	static SpanIds of(String traceId, String spanId) {
		return new SpanIds(traceId.isEmpty() ? null : traceId, spanId.isEmpty() ? null : spanId);
	}

}
