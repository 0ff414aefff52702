package dev.gai.braintrust.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.ContentJson;
import dev.gai.braintrust.content.ContentMasker;
import dev.gai.braintrust.content.ContentMasking;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.export.ExportSettings;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.export.row.RowSettings;
import dev.gai.braintrust.export.row.SpanFilters;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.sampling.RecordingSampler;
import dev.gai.braintrust.sampling.SamplingRule;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.sampling.TraceSampling;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.GenAiTracingObservationHandler;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.SharedText;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import tools.jackson.databind.json.JsonMapper;

/**
 * All real parts from the tracer to the network, put together as Spring Boot does, but
 * without it: starts within milliseconds.
 */
public final class TracedPipeline implements AutoCloseable {

	private final BraintrustExport export;

	private final SdkTracerProvider provider;

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final GenAiTracer genAi;

	private final MemorySpanExporter appExporter = new MemorySpanExporter();

	private TracedPipeline(Setup setup) {
		Destination destination = new Destination(URI.create(setup.url + "/otel/v1/traces"), "Bearer test",
				"project_name:demo");
		this.export = new BraintrustExport(destination,
				new DeliverySettings(setup.scheduleDelay, 512, 8_000_000, Duration.ofSeconds(10), true,
						Duration.ofMillis(20), Duration.ofMillis(50), "test"),
				new ExportSettings(
						new RowSettings(destination.parent(), setup.captureContent, setup.legacyAttributes,
								setup.maxFieldBytes, setup.maxSpanBytes, setup.resource, setup.environment, "1.2.3"),
						setup.aiOnly, setup.requestRoots, setup.maxQueueSpans, setup.maxQueueBytes, setup.synchronous,
						setup.shutdownTimeout),
				new TraceSampling(setup.ratio, setup.rules, setup.keepers),
				new ContentMasking(true, setup.patterns, setup.maskers), new ContentJson(),
				new SpanFilters(setup.predicates, setup.filters),
				PlannedSpool.of(new SpoolSettings(false, Path.of(""), 64_000_000, Duration.ofHours(1), false)),
				setup.listener);
		this.provider = SdkTracerProvider.builder()
			.setSampler(new RecordingSampler(Sampler.parentBased(Sampler.traceIdRatioBased(setup.probability))))
			.setResource(Resource.getDefault()
				.merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "app"))))
			.setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(128).build())
			.addSpanProcessor(this.export.processor())
			.addSpanProcessor(SimpleSpanProcessor.create(this.appExporter))
			.build();
		OtelTracer tracer = new OtelTracer(this.provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
		});
		this.registry.observationConfig()
			.observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new GenAiTracingObservationHandler(tracer, shared(setup)),
					new DefaultTracingObservationHandler(tracer)));
		this.genAi = new GenAiTracer(this.registry,
				new SpanSettings(setup.captureContent, setup.toolIo, setup.maxFieldBytes,
						new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null));
	}

	private static SharedText shared(Setup setup) {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());
		return new SharedText(setup.shareErrors, (text) -> masking.maskLabel("name", text));
	}

	public static Setup sendingTo(BraintrustServer server) {
		return new Setup(server.url());
	}

	public GenAiTracer genAi() {
		return this.genAi;
	}

	public Tracer otel() {
		return this.provider.get("foreign");
	}

	public ObservationRegistry registry() {
		return this.registry;
	}

	public BraintrustExport export() {
		return this.export;
	}

	public ExportCounters.Counts counts() {
		return this.export.monitor().status().counts();
	}

	/**
	 * What the application's own exporter got.
	 * @return the spans
	 */
	public List<SpanData> appSpans() {
		return this.appExporter.spans();
	}

	/**
	 * Sends what has ended.
	 * @return this pipeline
	 */
	public TracedPipeline flush() {
		this.export.processor().forceFlush().join(15, TimeUnit.SECONDS);
		return this;
	}

	@Override
	public void close() {
		this.provider.close();
	}

	/**
	 * What a pipeline is made with, defaults unless set.
	 */
	public static final class Setup {

		private final String url;

		private Duration scheduleDelay = Duration.ofMillis(50);

		private Duration shutdownTimeout = Duration.ofSeconds(5);

		private boolean aiOnly = true;

		private boolean requestRoots;

		private boolean captureContent = true;

		private boolean toolIo = true;

		private boolean legacyAttributes;

		private int maxFieldBytes = 262_144;

		private int maxSpanBytes = 2_097_152;

		private int maxQueueSpans = 8192;

		private long maxQueueBytes = 64_000_000;

		private double ratio = 1;

		private double probability;

		private boolean synchronous;

		private boolean shareErrors;

		private String environment;

		private Map<String, String> resource = Map.of();

		private RowListener listener = RowListener.NONE;

		private final List<SamplingRule> rules = new ArrayList<>();

		private final List<TraceKeeper> keepers = new ArrayList<>();

		private final List<Pattern> patterns = new ArrayList<>();

		private final List<ContentMasker> maskers = new ArrayList<>();

		private final List<SpanExportingPredicate> predicates = new ArrayList<>();

		private final List<SpanFilter> filters = new ArrayList<>();

		private Setup(String url) {
			this.url = url;
		}

		public Setup shutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
			return this;
		}

		public Setup scheduleDelay(Duration scheduleDelay) {
			this.scheduleDelay = scheduleDelay;
			return this;
		}

		public Setup everySpan() {
			this.aiOnly = false;
			return this;
		}

		public Setup requestRoots() {
			this.requestRoots = true;
			return this;
		}

		public Setup withoutContent() {
			this.captureContent = false;
			return this;
		}

		public Setup withoutToolIo() {
			this.toolIo = false;
			return this;
		}

		public Setup legacyAttributes() {
			this.legacyAttributes = true;
			return this;
		}

		public Setup limits(int maxFieldBytes, int maxSpanBytes) {
			this.maxFieldBytes = maxFieldBytes;
			this.maxSpanBytes = maxSpanBytes;
			return this;
		}

		public Setup queue(int maxSpans, long maxBytes) {
			this.maxQueueSpans = maxSpans;
			this.maxQueueBytes = maxBytes;
			return this;
		}

		public Setup ratio(double ratio) {
			this.ratio = ratio;
			return this;
		}

		public Setup rule(SamplingRule rule) {
			this.rules.add(rule);
			return this;
		}

		public Setup keeper(TraceKeeper keeper) {
			this.keepers.add(keeper);
			return this;
		}

		public Setup synchronous() {
			this.synchronous = true;
			return this;
		}

		public Setup sharingErrors() {
			this.shareErrors = true;
			return this;
		}

		public Setup probability(double probability) {
			this.probability = probability;
			return this;
		}

		public Setup resource(Map<String, String> resource, String environment) {
			this.resource = resource;
			this.environment = environment;
			return this;
		}

		public Setup pattern(String pattern) {
			this.patterns.add(Pattern.compile(pattern));
			return this;
		}

		public Setup masker(ContentMasker masker) {
			this.maskers.add(masker);
			return this;
		}

		public Setup predicate(SpanExportingPredicate predicate) {
			this.predicates.add(predicate);
			return this;
		}

		public Setup filter(SpanFilter filter) {
			this.filters.add(filter);
			return this;
		}

		public Setup listener(RowListener listener) {
			this.listener = listener;
			return this;
		}

		public TracedPipeline start() {
			return new TracedPipeline(this);
		}

	}

}
