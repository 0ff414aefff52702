package dev.gai.braintrust.speed.pipe;

import java.util.concurrent.TimeUnit;

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
		ApiSpan.make(this.tracer, input, output);
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
