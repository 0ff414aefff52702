package dev.gai.braintrust.speed;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.braintrust.config.BraintrustConfig;
import dev.braintrust.instrumentation.InstrumentationSemConv;
import dev.braintrust.trace.BraintrustTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same call with Braintrust's own Java SDK, which is given the bodies of request and
 * response and tags the span on the calling thread.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = PeerBenchmark.SENDER)
@Warmup(iterations = 300, batchSize = CallBenchmark.BATCH)
@Measurement(iterations = 200, batchSize = CallBenchmark.BATCH)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class PeerBenchmark {

	/** Of the two senders on the class path, the one that the SDK brings along. */
	static final String SENDER = "-Dio.opentelemetry.sdk.common.export.HttpSenderProvider="
			+ "io.opentelemetry.exporter.sender.okhttp.internal.OkHttpHttpSenderProvider";

	@Param({ "1", "10", "100" })
	int kilobytes;

	private final CallerProfiler caller = new CallerProfiler();

	private Content content;

	private Sink sink;

	private SdkTracerProvider provider;

	private Tracer tracer;

	@Setup
	public void start() {
		this.content = new Content(this.kilobytes);
		this.sink = new Sink();
		this.provider = provider(this.sink.url());
		this.tracer = this.provider.get("speed");
	}

	static SdkTracerProvider provider(String url) {
		SdkTracerProviderBuilder builder = SdkTracerProvider.builder();
		BraintrustTracing.enable(
				BraintrustConfig.builder().apiKey("sk-speed").apiUrl(url).defaultProjectName("speed").build(), builder,
				SdkLoggerProvider.builder(), SdkMeterProvider.builder());
		return builder.build();
	}

	@TearDown
	public void stop() {
		this.provider.close();
		this.sink.close();
	}

	@Setup(Level.Iteration)
	public void begin() {
		this.provider.forceFlush().join(30, TimeUnit.SECONDS);
		this.caller.start();
	}

	@TearDown(Level.Iteration)
	public void end() {
		this.caller.stop(CallBenchmark.BATCH);
	}

	@Benchmark
	public Object braintrustSdk() {
		Span span = this.tracer.spanBuilder("chat").setSpanKind(SpanKind.CLIENT).startSpan();
		try (Scope scope = span.makeCurrent()) {
			InstrumentationSemConv.tagLLMSpanRequest(span, "openai", "https://api.openai.com",
					List.of("v1", "chat", "completions"), "POST", this.content.requestBody);
			InstrumentationSemConv.tagLLMSpanResponse(span, "openai", this.content.responseBody);
			return this.content.response;
		}
		finally {
			span.end();
		}
	}

}
