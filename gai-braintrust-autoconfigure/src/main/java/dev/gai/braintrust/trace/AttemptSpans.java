package dev.gai.braintrust.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.GenAiAttributes;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SharedText;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/**
 * Makes a span of each attempt that failed, below the span of the call. When the call has
 * ended, since only then it is known which attempts failed. A call that was not repeated
 * says all of it itself.
 */
final class AttemptSpans {

	private final Tracer tracer;

	private final SharedText shared;

	AttemptSpans(Tracer tracer, SharedText shared) {
		this.tracer = tracer;
		this.shared = shared;
	}

	void add(Span call, SpanRecord record) {
		if (record.attempts().retries(record.error() != null) == 0) {
			return;
		}
		record.attempts().failed().forEach((attempt) -> {
			SpanRecord attempted = record(attempt, record);
			Instant start = record.placement().times().inTrace(attempt.start());
			Instant end = start.plus(Duration.between(attempt.start(), attempt.end()));
			SpanHandoff.run(attempted, () -> add(call, start, end, attempted));
		});
	}

	private void add(Span call, Instant start, Instant end, SpanRecord record) {
		Span span = this.tracer.spanBuilder()
			.setParent(call.context())
			.name(record.spanName())
			.startTimestamp(nanos(start), TimeUnit.NANOSECONDS)
			.start();
		record.ids(span.context().traceId(), span.context().spanId());
		if (!Boolean.FALSE.equals(span.context().sampled())) {
			SpanTags.write(this.shared.attributes(GenAiAttributes.of(record)), span);
		}
		span.end(nanos(end), TimeUnit.NANOSECONDS);
	}

	private static SpanRecord record(FailedAttempt attempt, SpanRecord call) {
		SpanSpec spec = new SpanSpec(SpanType.TASK, "attempt " + attempt.number(), null, call.instrumentation(),
				Capture.INHERIT);
		SpanRecord record = new SpanRecord(spec, call.errorTextCaptured(), null, RowPlacement.own());
		record.labels().shareWith(call.labels());
		record.attempts().beAttempt();
		record.error(attempt.error());
		record.failure().meaning(attempt.meaning(), call.type());
		Duration waited = attempt.waited();
		if (waited != null) {
			record.labels().metadata("retry.wait_ms", waited.toMillis());
		}
		record.timing().discard();
		return record;
	}

	private static long nanos(Instant instant) {
		return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
	}

}
