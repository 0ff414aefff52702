package dev.gai.braintrust.export.row;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A row as Braintrust gets it. Immutable.
 *
 * @param traceId id of the trace, 32 hexadecimal digits
 * @param spanId id of the span, 16 hexadecimal digits
 * @param parentSpanId id of the span that it hangs on, {@code null} for a root
 * @param name name of the span
 * @param startNanos when it started, in nanoseconds since 1970
 * @param endNanos when it ended, in nanoseconds since 1970
 * @param error description of the error, {@code null} if there was none
 * @param attributes attributes, {@code braintrust.*} among them
 * @param resource attributes of the resource
 * @param events what happened within the span
 * @since 0.1.0
 */
public record Row(String traceId, String spanId, @Nullable String parentSpanId, String name, long startNanos,
		long endNanos, @Nullable String error, Attributes attributes, Attributes resource, List<Event> events) {

	/**
	 * What happened within a span, for example an exception.
	 *
	 * @param name name of the event
	 * @param nanos when it happened, in nanoseconds since 1970
	 * @param attributes attributes
	 */
	public record Event(String name, long nanos, Attributes attributes) {

	}

	static Row of(SpanData span) {
		boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
		List<Event> events = span.getEvents()
			.stream()
			.map((event) -> new Event(event.getName(), event.getEpochNanos(), event.getAttributes()))
			.toList();
		return new Row(span.getTraceId(), span.getSpanId(),
				span.getParentSpanContext().isValid() ? span.getParentSpanId() : null, span.getName(),
				span.getStartEpochNanos(), span.getEndEpochNanos(), failed ? span.getStatus().getDescription() : null,
				span.getAttributes(), span.getResource().getAttributes(), events);
	}

}
