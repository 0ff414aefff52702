package dev.gai.braintrust.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.usage.Usage;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final GenAiTracer tracer = tracer(this.registry);

	@Test
	void metersACallWithItsTokensAndCost() {
		Usage usage = Usage.builder().input(1000L).output(500L).cachedInput(400L).build();
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(usage));

		String[] tags = { "provider", "openai", "model", "gpt-4o", "operation", "chat", "outcome", "success" };
		assertThat(this.registry.get("gai.llm.calls").tags(tags).counter().count()).isEqualTo(1);
		assertThat(this.registry.get("gai.llm.duration").tags(tags).timer().count()).isEqualTo(1);
		assertThat(this.registry.get("gai.llm.duration").timer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
		assertThat(this.registry.get("gai.llm.cost").tags(tags).counter().count()).isEqualTo(0.007);
		assertThat(this.registry.find("gai.llm.time.to.first.chunk").meters()).isEmpty();
		assertThat(tokens("input")).isEqualTo(1000);
		assertThat(tokens("output")).isEqualTo(500);
		assertThat(tokens("cached_input")).isEqualTo(400);
		assertThat(this.registry.find("gai.llm.tokens").tags("type", "reasoning").meters()).isEmpty();
		assertThat(this.registry.getMeters())
			.filteredOn((meter) -> meter.getId().getName().matches("gai.llm.(?!active).*"))
			.hasSize(6)
			.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).isNotBlank());
	}

	@Test
	void metersTheFirstChunkOfAStreamAndHowACallEnded() {
		Flux<String> flux = this.tracer.llm("openai", "gpt-4o").call((span) -> Flux.just("a", "b"));
		flux.blockLast();
		Flux<String> endless = this.tracer.llm("openai", "gpt-4o")
			.call((span) -> Flux.just("a").concatWith(Flux.never()));
		endless.blockFirst();
		assertThatIllegalStateException().isThrownBy(() -> this.tracer.llm(null, null).run((span) -> {
			throw new IllegalStateException("no");
		}));

		assertThat(this.registry.get("gai.llm.time.to.first.chunk").tag("outcome", "success").timer().count())
			.isEqualTo(1);
		assertThat(this.registry.get("gai.llm.calls").tag("outcome", "cancelled").counter().count()).isEqualTo(1);
		assertThat(this.registry.get("gai.llm.calls")
			.tags("provider", "none", "model", "none", "outcome", "error")
			.counter()
			.count()).isEqualTo(1);
	}

	@Test
	void metersAgentsAndToolsAndNoCallTwice() {
		this.tracer.agent("researcher").run((agent) -> {
			this.tracer.tool("search").run((span) -> span.output("x"));
			// A method around a call is no call.
			this.tracer.llm("openai", "gpt-4o")
				.run((outer) -> this.tracer.llm("openai", "gpt-4o").run((inner) -> inner.usage(10, 5)));
			this.tracer.step("write").run((span) -> span.output("y"));
		});

		assertThat(this.registry.get("gai.llm.calls").counter().count()).isEqualTo(1);
		assertThat(this.registry.get("gai.tool.duration").tags("tool", "search", "outcome", "success").timer().count())
			.isEqualTo(1);
		assertThat(this.registry.get("gai.agent.duration")
			.tags("agent", "researcher", "outcome", "success")
			.timer()
			.count()).isEqualTo(1);
		assertThat(this.registry.get("gai.agent.steps").tags("agent", "researcher").summary().totalAmount())
			.isEqualTo(1);
	}

	@Test
	void hasABoundedNumberOfMetersHoweverManyNamesCome() {
		for (int i = 0; i < 2000; i++) {
			String name = "name-" + i;
			this.tracer.llm(name, name).run((span) -> span.usage(1, 1));
			this.tracer.tool(name).run((span) -> span.output("x"));
		}

		assertThat(this.registry.find("gai.llm.calls").counters()).hasSize(301);
		assertThat(this.registry.find("gai.tool.duration").timers()).hasSize(301);
		assertThat(this.registry.get("gai.llm.calls").tag("model", "other").counter().count()).isEqualTo(1700);
	}

	@Test
	void doesNotClashInPrometheusWithTheTimersOfObservations() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		prometheus.config().onMeterRegistrationFailed((id, reason) -> assertThat(reason).as(id.getName()).isNull());
		GenAiTracer both = tracer(prometheus);
		both.agent("researcher").run((agent) -> {
			both.tool("search").run((span) -> span.output("x"));
			both.llm("openai", "gpt-4o").run((span) -> span.usage(1000, 500));
		});
		assertThatIllegalStateException().isThrownBy(() -> both.llm("groq", "x").run((span) -> {
			throw new IllegalStateException("no");
		}));

		String scraped = prometheus.scrape();
		assertThat(scraped).contains(
				"gai_llm_calls_total{model=\"gpt-4o\",operation=\"chat\",outcome=\"success\",provider=\"openai\"} 1.0")
			.contains(
					"gai_llm_cost_usd_total{model=\"gpt-4o\",operation=\"chat\",outcome=\"success\",provider=\"openai\"} 0.0075")
			.contains(
					"gai_llm_tokens_total{model=\"gpt-4o\",operation=\"chat\",outcome=\"success\",provider=\"openai\",type=\"input\"} 1000.0")
			.contains("gai_llm_duration_seconds_count{model=\"gpt-4o\"")
			.contains("gai_tool_duration_seconds_count{outcome=\"success\",tool=\"search\"} 1")
			.contains("gai_agent_duration_seconds_count{agent=\"researcher\",outcome=\"success\"} 1")
			.contains("gai_agent_steps_count{agent=\"researcher\",outcome=\"success\"} 1")
			.contains("gai_llm_seconds_count{error=\"none\"");
	}

	@Test
	void givesEachMeterTheSameTags() {
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(1, 1));
		this.tracer.llm(null, null).run((span) -> span.output("x"));
		this.tracer.embeddings("openai", "text-embedding-3-small").run((span) -> span.usage(1, 0));

		for (Meter meter : this.registry.getMeters()) {
			if (meter.getId().getName().startsWith("gai.llm.") && meter.getId().getTag("provider") != null) {
				assertThat(meter.getId().getTags()).extracting(Tag::getKey)
					.contains("model", "operation", "outcome", "provider")
					.hasSize(meter.getId().getName().equals("gai.llm.tokens") ? 5 : 4);
			}
		}
	}

	private double tokens(String type) {
		return this.registry.get("gai.llm.tokens").tag("type", type).counter().count();
	}

	private static GenAiTracer tracer(MeterRegistry registry) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
		return new GenAiTracer(observations,
				new SpanSettings(true, true, 10_000, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null)
					.withCosts(CostCalculator.of(BundledPrices.catalog()))
					.with(List.of(new CallMeters(registry)), List.of()));
	}

}
