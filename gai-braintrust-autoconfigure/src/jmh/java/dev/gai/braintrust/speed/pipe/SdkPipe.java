package dev.gai.braintrust.speed.pipe;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.braintrust.config.BraintrustConfig;
import dev.braintrust.instrumentation.InstrumentationSemConv;
import dev.braintrust.trace.BraintrustTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;

/**
 * Braintrust's own Java SDK, which is given the bodies of request and response.
 */
final class SdkPipe implements Pipe {

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	private final boolean api;

	SdkPipe(String url, boolean api) {
		this.api = api;
		SdkTracerProviderBuilder builder = SdkTracerProvider.builder();
		BraintrustTracing.enable(
				BraintrustConfig.builder().apiKey("sk-speed").apiUrl(url).defaultProjectName("speed").build(), builder,
				SdkLoggerProvider.builder(), SdkMeterProvider.builder());
		this.provider = builder.build();
		this.tracer = this.provider.get("speed");
	}

	@Override
	public void span(String input, String output) {
		if (this.api) {
			ApiSpan.make(this.tracer, input, output);
			return;
		}
		Span span = this.tracer.spanBuilder("chat").setSpanKind(SpanKind.CLIENT).startSpan();
		InstrumentationSemConv.tagLLMSpanRequest(span, "openai", "https://api.openai.com",
				List.of("v1", "chat", "completions"), "POST",
				"{\"model\":\"gpt-4o-mini\",\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\"" + input
						+ "\"}]}");
		InstrumentationSemConv.tagLLMSpanResponse(span, "openai",
				"{\"id\":\"c-1\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
						+ "\"message\":{\"role\":\"assistant\",\"content\":\"" + output
						+ "\"}}],\"usage\":{\"prompt_tokens\":1024,\"completion_tokens\":256,\"total_tokens\":1280}}");
		span.end();
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
