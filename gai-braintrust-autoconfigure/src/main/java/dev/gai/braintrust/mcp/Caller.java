package dev.gai.braintrust.mcp;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Who asks, as a request says.
 *
 * @param span the span of the caller; invalid if none is named
 * @param trusted whether it sends its trace to a place that is accepted, so that the work
 * for it hangs on its span in Braintrust, too
 */
record Caller(Span span, boolean trusted) {

	static final Caller UNKNOWN = new Caller(Span.getInvalid(), false);

	SpanContext spanContext() {
		return this.span.getSpanContext();
	}

	/**
	 * Whether the request names a span.
	 * @return whether there is a trace to continue
	 */
	boolean isKnown() {
		return spanContext().isValid();
	}

	/**
	 * The context in which the work for this caller starts.
	 * @param current the context of the thread
	 * @return the same context, below the caller if it is known
	 */
	Context below(Context current) {
		return isKnown() ? current.with(this.span) : current;
	}

}
