package dev.gai.braintrust.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.aspect.TracingBeanPostProcessor;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.content.snapshot.Snapshot;
import dev.gai.braintrust.response.ChatShape;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.CallGate;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.SpanHandoff;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.CompletedCall;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;

/**
 * Real tracing without an exporter: what ends is kept here.
 */
public final class Traces implements SpanProcessor {

	private final List<EndedSpan> ended = new CopyOnWriteArrayList<>();

	private final List<CompletedCall> calls = new CopyOnWriteArrayList<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final Tracer otel;

	private final GenAiTracer tracer;

	public Traces(ResponseReader<?>... readers) {
		this(List.of(), readers);
	}

	public Traces(List<CallGate> gates, ResponseReader<?>... readers) {
		this(gates, (settings) -> settings, readers);
	}

	public Traces(List<CallGate> gates, UnaryOperator<SpanSettings> extensions, ResponseReader<?>... readers) {
		SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(this).build();
		this.otel = new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
		});
		this.registry.observationConfig()
			.observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new GenAiTracingObservationHandler(this.otel), new DefaultTracingObservationHandler(this.otel)));
		List<ResponseReader<?>> all = new ArrayList<>(List.of(readers));
		all.addAll(ResponseReaders.builtIn());
		this.tracer = new GenAiTracer(this.registry,
				extensions
					.apply(new SpanSettings(true, true, 100_000, new ContentSnapshots(JsonMapper.builder().build()),
							new ResponseReaders(all), (traceId, spanId) -> "https://example/" + traceId + "/" + spanId)
						.with(List.of(new CompletedCalls(List.of(this.calls::add), InstantSource.system())), gates)));
	}

	public ObservationRegistry registry() {
		return this.registry;
	}

	public GenAiTracer tracer() {
		return this.tracer;
	}

	public Tracer otel() {
		return this.otel;
	}

	/**
	 * Starts an application with traced beans.
	 * @param beans classes of the beans
	 * @return the started application
	 */
	public AnnotationConfigApplicationContext beans(Class<?>... beans) {
		return beans((context) -> context.register(beans));
	}

	public AnnotationConfigApplicationContext beans(Consumer<AnnotationConfigApplicationContext> customizer) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		customizer.accept(context);
		if (!context.containsBeanDefinition("tracingPostProcessor")) {
			context.registerBean("tracingPostProcessor", TracingBeanPostProcessor.class, () -> postProcessor(true));
		}
		context.refresh();
		return context;
	}

	public TracingBeanPostProcessor postProcessor(boolean proxyTargetClass) {
		TracingBeanPostProcessor processor = new TracingBeanPostProcessor(this::tracer);
		processor.setProxyTargetClass(proxyTargetClass);
		return processor;
	}

	public List<EndedSpan> spans() {
		return this.ended;
	}

	/**
	 * The requests that have been told to ledger, meters, events and budgets.
	 * @return the calls, in the order in which they were told
	 */
	public List<CompletedCall> calls() {
		return this.calls;
	}

	public EndedSpan only() {
		if (this.ended.size() != 1) {
			throw new AssertionError("Expected one span: " + names());
		}
		return this.ended.get(0);
	}

	public List<String> names() {
		return this.ended.stream().map(EndedSpan::name).toList();
	}

	public EndedSpan named(String name) {
		return this.ended.stream()
			.filter((span) -> span.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No span " + name + " among " + names()));
	}

	public EndedSpan await(String name) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> names().contains(name));
		return named(name);
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.ended.add(new EndedSpan(span.toSpanData(), SpanHandoff.record()));
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	/**
	 * A span that has ended.
	 *
	 * @param data as OpenTelemetry saw it
	 * @param record as we did, {@code null} for a span of others
	 */
	public record EndedSpan(SpanData data, SpanRecord record) {

		public String name() {
			return this.data.getName();
		}

		public String id() {
			return this.data.getSpanId();
		}

		public String parentId() {
			return this.data.getParentSpanId();
		}

		public String traceId() {
			return this.data.getTraceId();
		}

		public boolean isRoot() {
			return !this.data.getParentSpanContext().isValid();
		}

		/**
		 * The output as it was captured: choices as plain trees, or else the value.
		 * @return the output
		 */
		public Object output() {
			if (!this.record.response().choices().isEmpty()) {
				return ChatShape.choices(this.record.response().choices());
			}
			Snapshot output = this.record.response().output();
			return (output != null) ? output.tree() : null;
		}

		public Object input() {
			Snapshot input = this.record.request().input();
			return (input != null) ? input.tree() : null;
		}

		public Object parameter(String name) {
			return this.record.request().parameters().get(name);
		}

		public Object metadata(String key) {
			return this.record.labels().metadata().get(key);
		}

	}

}
