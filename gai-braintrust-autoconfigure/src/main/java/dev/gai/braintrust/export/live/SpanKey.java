package dev.gai.braintrust.export.live;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What a span is found by. Ids of spans are random, so that they alone tell nearly all
 * apart: the much longer id of the trace is looked at only where they are the same.
 */
final class SpanKey {

	private final String traceId;

	private final String spanId;

	private final int hash;

	SpanKey(String traceId, String spanId) {
		this.traceId = traceId;
		this.spanId = spanId;
		this.hash = spanId.hashCode();
	}

	static SpanKey of(SpanContext span) {
		return new SpanKey(span.getTraceId(), span.getSpanId());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SpanKey key && this.hash == key.hash && this.spanId.equals(key.spanId)
				&& this.traceId.equals(key.traceId);
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
