package dev.gai.braintrust.export;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.live.LiveTraces;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever looks on of spans of ours that start and end. Costs nothing while nobody
 * does.
 */
final class SpanWatch {

	private final LiveTraces traces;

	private volatile @Nullable RunningSpanListener listener;

	SpanWatch(LiveTraces traces) {
		this.traces = traces;
	}

	void listener(RunningSpanListener listener) {
		this.listener = listener;
	}

	void started(SpanContext span, @Nullable SpanRecord record) {
		RunningSpanListener told = this.listener;
		if (told != null && record != null && !record.placement().isLeftOut()) {
			Guard.run("The start of a span is not told", () -> tell(told, span, record));
		}
	}

	private void tell(RunningSpanListener told, SpanContext span, SpanRecord record) {
		LocalSpan local = this.traces.find(span);
		if (local == null || local.trace().decision() == TraceDecision.LEFT_OUT) {
			return;
		}
		SpanContext above = local.sentParent();
		Instant now = Instant.now();
		told.started(span.getTraceId(), span.getSpanId(), above.isValid() ? above.getSpanId() : null,
				record.displayName(), record.type().braintrustType(),
				TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
	}

	void ended(SpanContext span) {
		RunningSpanListener told = this.listener;
		if (told != null) {
			Guard.run("The end of a span is not told", () -> told.ended(span.getTraceId(), span.getSpanId()));
		}
	}

}
