package dev.gai.braintrust.export;

import java.util.List;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.Permalinks;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A span that shows that spans arrive. It is made by a tracer provider of its own, so
 * that neither a sampler nor a processor of the application decides about it, and is a
 * trace by itself, whatever runs on the thread.
 *
 * @param ended the span
 * @param record what happened in it
 * @param traceId id of its trace
 * @param permalink its address in Braintrust, {@code null} if not known
 */
record VerificationSpan(ReadableSpan ended, SpanRecord record, String traceId, @Nullable String permalink) {

	private static final String NAME = "gai-braintrust verification";

	static VerificationSpan create(Resource resource, Permalinks permalinks) {
		Catcher catcher = new Catcher();
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.setResource(resource)
			.setSampler(Sampler.alwaysOn())
			.addSpanProcessor(catcher)
			.build()) {
			GenAiTracer tracer = tracer(provider, permalinks);
			ActiveSpan span = Context.root().wrapSupplier(() -> started(tracer)).get();
			span.completed();
			ReadableSpan ended = catcher.caught;
			SpanRecord record = catcher.record;
			if (ended == null || record == null) {
				throw new IllegalStateException("The span did not come by");
			}
			return new VerificationSpan(ended, record, ended.getSpanContext().getTraceId(), span.span().permalink());
		}
	}

	private static ActiveSpan started(GenAiTracer tracer) {
		return tracer.starter()
			.start(new SpanSpec(SpanType.TASK, NAME, null, "manual", Capture.NONE),
					(span) -> span.metadata("verification", true), null);
	}

	private static GenAiTracer tracer(SdkTracerProvider provider, Permalinks permalinks) {
		OtelTracer tracer = new OtelTracer(provider.get("dev.gai.braintrust"), new OtelCurrentTraceContext(),
				(event) -> {
				});
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new GenAiTracingObservationHandler(tracer));
		return new GenAiTracer(registry, new SpanSettings(false, false, 0,
				new ContentSnapshots(JsonMapper.builder().build()), new ResponseReaders(List.of()), permalinks));
	}

	private static final class Catcher implements SpanProcessor {

		private @Nullable ReadableSpan caught;

		private @Nullable SpanRecord record;

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			// Only its end is of interest.
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.caught = span;
			this.record = SpanHandoff.record();
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
