package dev.gai.braintrust.trace;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.GenAiAttributes;
import dev.gai.braintrust.trace.record.SharedText;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each observation that carries a record. It differs from Micrometer's
 * default handler in three things: the span has its kind and name from the start, its
 * {@code gen_ai.*} attributes keep their types, and its record is {@linkplain SpanHandoff
 * handed} to the span processor.
 *
 * @since 0.1.0
 */
@Internal
public final class GenAiTracingObservationHandler implements TracingObservationHandler<Observation.Context> {

	private final Tracer tracer;

	private final AttemptSpans attempts;

	private final SharedText shared;

	/**
	 * Creates a handler that tells other exporters no text of exceptions.
	 * @param tracer the tracer of the application
	 */
	public GenAiTracingObservationHandler(Tracer tracer) {
		this(tracer, SharedText.PLAIN);
	}

	/**
	 * Creates a handler.
	 * @param tracer the tracer of the application
	 * @param shared what other exporters see
	 */
	public GenAiTracingObservationHandler(Tracer tracer, SharedText shared) {
		this.tracer = tracer;
		this.attempts = new AttemptSpans(tracer, shared);
		this.shared = shared;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof GenAiObservationContext;
	}

	@Override
	public void onStart(Observation.Context context) {
		SpanRecord record = recordOf(context);
		Span.Builder builder = this.tracer.spanBuilder().name(this.shared.name(record.spanName()));
		if (record.type().client()) {
			builder.kind(Span.Kind.CLIENT);
		}
		Span parent = getParentSpan(context);
		if (parent != null) {
			builder.setParent(parent.context());
		}
		// What was prepared before is no part of the span.
		record.timing().restart();
		SpanHandoff.run(record, () -> {
			Span span = builder.start();
			record.ids(span.context().traceId(), span.context().spanId());
			getTracingContext(context).setSpan(span);
			((GenAiObservationContext) context).spanStarted(() -> end(context, span));
		});
	}

	/**
	 * The parent that the observation names, where that is not the current one of this
	 * thread: it came with a subscriber's context, and what is current here is somebody
	 * else's.
	 */
	@Override
	public @Nullable Span getParentSpan(Observation.ContextView context) {
		ObservationView parent = context.getParentObservation();
		if (parent != null && parent != parent.getObservationRegistry().getCurrentObservation()) {
			TracingContext tracing = parent.getContextView().get(TracingContext.class);
			if (tracing != null && tracing.getSpan() != null) {
				return tracing.getSpan();
			}
		}
		return TracingObservationHandler.super.getParentSpan(context);
	}

	/**
	 * Tells the span that the call has failed, which an observation is told before it
	 * stops.
	 */
	@Override
	public void onError(Observation.Context context) {
		Throwable error = context.getError();
		Span span = getTracingContext(context).getSpan();
		if (error != null && span != null) {
			this.shared.fail(span, error, recordOf(context));
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		((GenAiObservationContext) context).endSpan();
	}

	private void end(Observation.Context context, Span span) {
		SpanRecord record = recordOf(context);
		span.name(this.shared.name(record.spanName()));
		Guard.run("A span has not all of its attributes", () -> addAttributes(context, span, record));
		Guard.run("Failed attempts of a call are not shown", () -> this.attempts.add(span, record));
		SpanHandoff.run(record, () -> endSpan(context, span));
	}

	/**
	 * Tags the span with what the application has added to the observation, and, where
	 * another exporter will see it, with our attributes, which keep their types.
	 */
	private void addAttributes(Observation.Context context, Span span, SpanRecord record) {
		List<KeyValue> added = ((GenAiObservationContext) context).addedByOthers();
		boolean sampled = !Boolean.FALSE.equals(span.context().sampled());
		if (!sampled && added.isEmpty()) {
			return;
		}
		Map<String, Object> ours = this.shared.attributes(GenAiAttributes.of(record));
		added.stream()
			.filter((keyValue) -> !ours.containsKey(keyValue.getKey()))
			.forEach((keyValue) -> span.tag(keyValue.getKey(), keyValue.getValue()));
		if (sampled) {
			SpanTags.write(ours, span);
		}
	}

	private static SpanRecord recordOf(Observation.Context context) {
		return context.<RecordedSpan>getRequired(RecordedSpan.class).record();
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
