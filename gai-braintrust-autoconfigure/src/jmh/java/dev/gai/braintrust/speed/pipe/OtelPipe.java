package dev.gai.braintrust.speed.pipe;

import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

/**
 * OpenTelemetry as it comes: batch processor and OTLP exporter. The sender is chosen with
 * a system property.
 */
final class OtelPipe implements Pipe {

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	OtelPipe(String url, boolean gzip) {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(url + "/otel/v1/traces")
			.setCompression(gzip ? "gzip" : "none")
			.build();
		this.provider = SdkTracerProvider.builder()
			.addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
			.build();
		this.tracer = this.provider.get("speed");
	}

	@Override
	public void span(String input, String output) {
		this.tracer.spanBuilder("chat gpt-4o-mini")
			.setSpanKind(SpanKind.CLIENT)
			.startSpan()
			.setAttribute("braintrust.parent", "project_name:speed")
			.setAttribute("gen_ai.operation.name", "chat")
			.setAttribute("gen_ai.provider.name", "openai")
			.setAttribute("gen_ai.request.model", "gpt-4o-mini")
			.setAttribute("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
			.setAttribute("gen_ai.request.temperature", 0.7)
			.setAttribute("gen_ai.usage.input_tokens", 1024)
			.setAttribute("gen_ai.usage.output_tokens", 256)
			.setAttribute("braintrust.metadata", "{\"user_id\":\"u-1\",\"session_id\":\"s-1\"}")
			.setAttribute("braintrust.span_attributes", "{\"type\":\"llm\",\"name\":\"chat gpt-4o-mini\"}")
			.setAttribute("braintrust.input_json", input)
			.setAttribute("braintrust.output_json", output)
			.end();
	}

	@Override
	public void flush() {
		this.provider.forceFlush().join(60, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.provider.close();
	}

}
