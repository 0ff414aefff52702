package dev.gai.braintrust.autoconfigure;

import java.math.BigDecimal;
import java.util.List;

import dev.gai.braintrust.trace.GenAiCall;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Boot's settings for distributions apply to the meters of this library as to all others.
 */
@Tag("application")
class MeterDistributionTests {

	private final ApplicationContextRunner runner = AutoConfigured.context()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, BraintrustCostAutoConfiguration.class,
				BraintrustUsageAutoConfiguration.class, BraintrustCallMetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));

	@Test
	void hasNoBucketsUnlessTheApplicationAsksForThem() {
		this.runner.run((context) -> {
			call(context.getBean(GenAiTracer.class));
			assertThat(buckets(context.getBean(MeterRegistry.class))).isZero();
		});
	}

	@Test
	void hasBucketsWhereTheApplicationAsksForThem() {
		this.runner
			.withPropertyValues("management.metrics.distribution.percentiles-histogram[gai.llm.duration]=true",
					"management.metrics.distribution.minimum-expected-value[gai.llm.duration]=100ms",
					"management.metrics.distribution.maximum-expected-value[gai.llm.duration]=60s")
			.run((context) -> {
				call(context.getBean(GenAiTracer.class));
				assertThat(buckets(context.getBean(MeterRegistry.class))).isGreaterThan(10);
			});
	}

	@Test
	void hasTheLimitsThatTheApplicationNames() {
		this.runner.withPropertyValues("management.metrics.distribution.slo[gai.llm.duration]=1s,5s,30s")
			.run((context) -> {
				call(context.getBean(GenAiTracer.class));
				assertThat(buckets(context.getBean(MeterRegistry.class))).isGreaterThanOrEqualTo(3);
			});
	}

	@Test
	void showsNoSecretsInNamesThatAreMadeOfData() {
		String key = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz";
		this.runner.withPropertyValues("gai.braintrust.metrics.conventions=otel").run((context) -> {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.llm(key, "model of " + key)
				.run((span) -> span.metadata("cost.center", "center " + key).usage(10, 5).cost(BigDecimal.ONE));
			for (GenAiCall call : List.of(tracer.tool("pay with " + key), tracer.agent(key), tracer.step(key))) {
				call.run((span) -> {
				});
			}

			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting((meter) -> meter.getId().toString())
				.anyMatch((id) -> id.contains("pay with [masked:api-key]"))
				.anyMatch((id) -> id.contains("model of [masked:api-key]"))
				.anyMatch((id) -> id.contains("center [masked:api-key]"))
				.noneMatch((id) -> id.contains(key));
		});
	}

	private static void call(GenAiTracer tracer) {
		tracer.llm("openai", "gpt-4o").run((span) -> span.usage(10, 5));
	}

	private static long buckets(MeterRegistry registry) {
		Awaitility.await().until(() -> registry.find("gai.llm.duration").timer() != null);
		return ((PrometheusMeterRegistry) registry).scrape()
			.lines()
			.filter((line) -> line.startsWith("gai_llm_duration_seconds_bucket"))
			.count();
	}

}
