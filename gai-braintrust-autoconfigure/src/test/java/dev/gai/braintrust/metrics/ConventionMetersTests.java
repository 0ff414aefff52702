package dev.gai.braintrust.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.request.server.ServerAddress;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Usage;
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

class ConventionMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final GenAiTracer tracer = tracer(this.registry);

	@Test
	void metersACallUnderTheNamesOfTheConventions() {
		Usage usage = Usage.builder().input(1000L).output(500L).cachedInput(400L).build();
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(usage).responseModel("gpt-4o-2024-08-06"));

		String[] tags = { "gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai", "gen_ai.request.model",
				"gpt-4o", "gen_ai.response.model", "gpt-4o-2024-08-06" };
		assertThat(this.registry.get("gen_ai.client.operation.duration")
			.tags(tags)
			.tag("error.type", "none")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS)).isPositive();
		assertThat(tokens("input", tags)).isEqualTo(1000);
		assertThat(tokens("output", tags)).isEqualTo(500);
		assertThat(this.registry.find("gen_ai.client.operation.time_to_first_chunk").timers()).isEmpty();
	}

	@Test
	void metersWhatIsBilledWhereThatIsNotWhatWasUsed() {
		this.tracer.llm("cohere", "command-a-03-2025")
			.call((span) -> Map.of("id", "c1", "finish_reason", "COMPLETE", "message",
					Map.of("role", "assistant", "content", "Hi"), "usage",
					Map.of("billed_units", Map.of("input_tokens", 5, "output_tokens", 418), "tokens",
							Map.of("input_tokens", 71, "output_tokens", 418))));

		assertThat(tokens("input")).isEqualTo(5);
		assertThat(tokens("output")).isEqualTo(418);
	}

	@Test
	void namesThePortBesideTheHost() {
		ActiveSpan call = this.tracer.llm("openai", "gpt-4o").start();
		call.presumeServer(new ServerAddress("models.example", 8443));
		call.completed();

		assertThat(this.registry.get("gen_ai.client.operation.duration").timer().getId().getTags())
			.contains(Tag.of("server.address", "models.example"), Tag.of("server.port", "8443"));
	}

	@Test
	void metersTheFirstChunkOfAStreamAndTheKindOfAnError() {
		Flux<String> flux = this.tracer.llm("openai", "gpt-4o").call((span) -> Flux.just("a", "b"));
		flux.blockLast();
		assertThatIllegalStateException().isThrownBy(() -> this.tracer.llm("groq", "x").run((span) -> {
			throw new IllegalStateException("no");
		}));

		assertThat(this.registry.get("gen_ai.client.operation.time_to_first_chunk").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("gen_ai.client.operation.duration")
			.tag("error.type", "java.lang.IllegalStateException")
			.tag("gen_ai.provider.name", "groq")
			.timer()
			.count()).isEqualTo(1);
	}

	@Test
	void metersNoCallTwiceAndNoToolOrAgent() {
		this.tracer.agent("researcher")
			.run((agent) -> this.tracer.tool("search")
				.run((tool) -> this.tracer.llm("openai", "gpt-4o")
					.run((outer) -> this.tracer.llm("openai", "gpt-4o").run((inner) -> inner.usage(10, 5)))));

		assertThat(this.registry.get("gen_ai.client.operation.duration").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("gen_ai.client.token.usage")
			.tag("gen_ai.token.type", "input")
			.summary()
			.totalAmount()).isEqualTo(10);
	}

	@Test
	void leavesTokensOfSpringAiToTheMeterThatSpringAiHas() {
		this.tracer.starter()
			.start(new SpanSpec(SpanType.LLM, "", null, "spring-ai", Capture.INHERIT),
					(span) -> span.provider("openai").model("gpt-4o").usage(10, 5))
			.completed();

		assertThat(this.registry.get("gen_ai.client.operation.duration").timer().count()).isEqualTo(1);
		assertThat(this.registry.find("gen_ai.client.token.usage").summaries()).isEmpty();
	}

	@Test
	void hasABoundedNumberOfMetersHoweverManyNamesCome() {
		for (int i = 0; i < 2000; i++) {
			this.tracer.llm("name-" + i, "name-" + i).run((span) -> span.usage(1, 1));
		}

		assertThat(this.registry.find("gen_ai.client.operation.duration").timers()).hasSize(301);
		assertThat(this.registry.get("gen_ai.client.operation.duration")
			.tag("gen_ai.request.model", "other")
			.timer()
			.count()).isEqualTo(1700);
	}

	@Test
	void hasTheBucketsOfTheConventionsInPrometheus() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		prometheus.config().onMeterRegistrationFailed((id, reason) -> assertThat(reason).as(id.getName()).isNull());
		tracer(prometheus).llm("openai", "gpt-4o").run((span) -> span.usage(100, 5));

		String scraped = prometheus.scrape();
		assertThat(scraped.lines().filter((line) -> line.startsWith("gen_ai_client_operation_duration_seconds_bucket")))
			.hasSize(15)
			.anyMatch((line) -> line.contains("le=\"81.92\"") && line.endsWith(" 1"));
		assertThat(scraped.lines()
			.filter((line) -> line.startsWith("gen_ai_client_token_usage")
					&& line.contains("gen_ai_token_type=\"input\"")))
			.anyMatch((line) -> line.contains("le=\"64.0\"") && line.endsWith(" 0"))
			.anyMatch((line) -> line.contains("le=\"256.0\"") && line.endsWith(" 1"));
	}

	private double tokens(String type, String... tags) {
		return this.registry.get("gen_ai.client.token.usage")
			.tags(tags)
			.tag("gen_ai.token.type", type)
			.summary()
			.totalAmount();
	}

	private static GenAiTracer tracer(MeterRegistry registry) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
		return new GenAiTracer(observations,
				new SpanSettings(true, true, 10_000, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null)
					.with(List.of(new ConventionMeters(registry)), List.of()));
	}

}
