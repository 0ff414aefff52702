package dev.gai.braintrust.mcp;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Who asks, as a request says.
 *
 * @param span the span of the caller; invalid if none is named
 * @param trusted whether its trace may be continued
 */
record Caller(Span span, boolean trusted) {

	static final Caller UNKNOWN = new Caller(Span.getInvalid(), false);

	SpanContext spanContext() {
		return this.span.getSpanContext();
	}

	/**
	 * The context in which the work for this caller starts.
	 * @param current the context of the thread
	 * @return the same context, below the caller if it is trusted
	 */
	Context below(Context current) {
		return this.trusted ? current.with(this.span) : current;
	}

}
