package dev.gai.braintrust.export;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.export.row.RowContext;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.RowSettings;
import dev.gai.braintrust.export.row.SpanEncoder;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the writer's thread spends on one row: masking, JSON, OTLP.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class EncodingBenchmark {

	@Param({ "2048", "20480" })
	int contentBytes;

	private final SpanEncoder encoder = new SpanEncoder(
			new RowSettings("project_name:speed", true, false, 262_144, 2_097_152, Map.of(), null, "1"),
			new ContentMasking(true, List.of(), List.of()), new ContentJson(), new SpanFilters(List.of(), List.of()),
			RowListener.NONE);

	private SpanData span;

	private SpanRecord record;

	@Setup
	public void makeSpan() {
		String text = "The quick brown fox jumps over the lazy dog. ".repeat(this.contentBytes / 90 + 1);
		SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(new Keeper()).build();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new GenAiTracingObservationHandler(
					new OtelTracer(provider.get("speed"), new OtelCurrentTraceContext(), (event) -> {
					})));
		new GenAiTracer(registry,
				new SpanSettings(true, true, 262_144, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null))
			.llm("openai", "gpt-4o-mini")
			.messages(List.of(Message.user(text.substring(0, this.contentBytes / 2))))
			.temperature(0.7)
			.metadata("user_id", "u-1")
			.metadata("session_id", "s-1")
			.run((span) -> span.output(text.substring(0, this.contentBytes / 2))
				.usage(1024, 256)
				.responseModel("gpt-4o-mini-2024-07-18"));
	}

	@Benchmark
	public int row() {
		Frame frame = Objects.requireNonNull(this.encoder.encode(this.span, this.record, RowContext.ALONE));
		// As it is when the span has been delivered.
		frame.release();
		return frame.length();
	}

	private final class Keeper implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			EncodingBenchmark.this.span = span.toSpanData();
			EncodingBenchmark.this.record = SpanHandoff.record();
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
