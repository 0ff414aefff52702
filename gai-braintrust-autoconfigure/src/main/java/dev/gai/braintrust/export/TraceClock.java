package dev.gai.braintrust.export;

import java.util.function.LongSupplier;

import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * The clock that OpenTelemetry has the times of a trace from. It goes on from when the
 * trace began, whoever sets the clock of the machine, and may be one of the application.
 *
 * @param span a span of the trace that has not ended
 */
record TraceClock(ReadableSpan span) implements LongSupplier {

	static void start(ReadableSpan span, @Nullable SpanRecord record) {
		if (record != null && !SpanHandoff.isLeftOut(record)) {
			record.placement().times().clock(new TraceClock(span));
		}
	}

	static void stop(@Nullable SpanRecord record) {
		if (record != null && !SpanHandoff.isLeftOut(record)) {
			record.placement().times().clock(null);
		}
	}

	@Override
	public long getAsLong() {
		return this.span.toSpanData().getStartEpochNanos() + this.span.getLatencyNanos();
	}

}
