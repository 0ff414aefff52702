package dev.gai.braintrust.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.MemorySpanExporter;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications that trace to somewhere else, too, or only.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class OwnExportersTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final BraintrustServer apm = new BraintrustServer();

	@Test
	void getTheirSpansAsBeforeButNoContent() {
		try (ConfigurableApplicationContext context = run(Application.class,
				"--management.tracing.sampling.probability=1.0",
				"--management.opentelemetry.tracing.export.schedule-delay=50ms",
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + apm.url() + "/otel/v1/traces")) {
			context.getBean(GenAiTracer.class).tool("search").input("private words").call((span) -> "result");

			assertThat(braintrust.awaitSpan("execute_tool search").span().toString()).contains("private words");
			assertThat(apm.awaitSpan("execute_tool search").span().toString()).doesNotContain("private words");
			assertThat(apm.requests().get(0).containsHeader("Authorization")).isFalse();
		}
	}

	@Test
	void getOnlyWhatTheApplicationSamples() {
		try (ConfigurableApplicationContext context = run(MemoryExporting.class,
				"--management.tracing.sampling.probability=0.0")) {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");

			braintrust.awaitSpan("execute_tool search");
			context.getBean(SdkTracerProvider.class).forceFlush().join(5, java.util.concurrent.TimeUnit.SECONDS);
			assertThat(context.getBean(MemorySpanExporter.class).spans()).isEmpty();
		}
	}

	@Test
	void areToldHowToGetASender(CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(WithoutSender.class,
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + apm.url() + "/otel/v1/traces"));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("has no sender for it")
			.contains("'io.opentelemetry:opentelemetry-exporter-sender-jdk'")
			.contains("'org.springframework.boot:spring-boot-starter-opentelemetry'");
	}

	@Test
	void areUnknownToHealthWhereTheApplicationBringsItsOwnOpenTelemetry(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(ForeignOpenTelemetry.class)) {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");

			assertUnknown(context, "does not show Braintrust's span processor");
			assertThat(output).contains("WARN").contains("does not show Braintrust's span processor");
		}
	}

	@Test
	void areUnknownToHealthWhereOpenTelemetryIsNotTheSdk(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(NoopOpenTelemetry.class)) {
			assertUnknown(context, "does not show Braintrust's span processor");
			assertThat(output).contains("does not show Braintrust's span processor");
		}
	}

	@Test
	void areUnknownToHealthWhereTheApplicationTracesWithBrave(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(ForeignTracer.class)) {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");

			assertUnknown(context, "not the OpenTelemetry tracer of Spring Boot");
			assertThat(output).contains("not the OpenTelemetry tracer of Spring Boot");
		}
	}

	@Test
	void areFineWhereTheApplicationsProviderKnowsTheProcessor(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(OwnProvider.class)) {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");

			braintrust.awaitSpan("execute_tool search");
			assertThat(output).doesNotContain("does not show");
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://api.braintrust.dev/otel/v1/traces, true", "https://API.Braintrust.dev/otel/v1/traces, true",
			"https://collector.example.com/v1/traces, false", "https://notbraintrust.dev/v1/traces, false" })
	void areWarnedWhereTheySendToBraintrustAsWell(String endpoint, boolean warned, CapturedOutput output) {
		run(Application.class, "--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
				"--management.tracing.sampling.probability=0.0")
			.close();

		assertThat(output.toString().contains("spans arrive there twice")).isEqualTo(warned);
	}

	@Test
	void areWarnedWhereTheySendToAnOwnInstallationAsWell(CapturedOutput output) {
		run(Application.class, "--management.opentelemetry.tracing.export.otlp.endpoint=https://bt.example.com/otel",
				"--gai.braintrust.api-url=https://bt.example.com", "--management.tracing.sampling.probability=0.0")
			.close();

		assertThat(output).contains("spans arrive there twice");
	}

	@Test
	void areNotWarnedOfACollectorThatTakesSpansForOthersToo(CapturedOutput output) {
		run(Application.class,
				"--management.opentelemetry.tracing.export.otlp.endpoint=https://collector.example.com/v1/traces",
				"--gai.braintrust.api-url=https://collector.example.com/braintrust",
				"--gai.braintrust.traces-path=/v1/traces", "--management.tracing.sampling.probability=0.0")
			.close();

		assertThat(output).doesNotContain("spans arrive there twice");
	}

	@Test
	void areNotWarnedWhereTheirExportIsOff(CapturedOutput output) {
		run(Application.class,
				"--management.opentelemetry.tracing.export.otlp.endpoint=https://api.braintrust.dev/otel/v1/traces",
				"--management.tracing.export.otlp.enabled=false")
			.close();

		assertThat(output).doesNotContain("spans arrive there twice");
	}

	@Test
	void areNoConditionOfAnApplicationThatOnlyAnnotates(CapturedOutput output) {
		run(Application.class).close();

		assertThat(output).contains("Spans are sent to Braintrust at " + braintrust.url());
		// Spring AI's MCP server, which is on the class path, warns of what it does not
		// find.
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN")))
			.allMatch((line) -> line.toLowerCase(Locale.ROOT).contains("mcp"));
	}

	@Test
	void areNotMissedWithoutAKey(CapturedOutput output) {
		run(Application.class, "--gai.braintrust.api-key=").close();

		assertThat(output).containsOnlyOnce("Spans are not sent to Braintrust. No API key is set")
			.contains("BRAINTRUST_API_KEY");
	}

	private static void assertUnknown(ConfigurableApplicationContext context, String reason) {
		var health = context.getBean(dev.gai.braintrust.health.BraintrustHealthIndicator.class).health();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails().get("reason")).asString().contains(reason);
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.export.shutdown-timeout=500ms")
			.run(all.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class MemoryExporting {

		@Bean
		MemorySpanExporter memoryExporter() {
			return new MemorySpanExporter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithoutSender {

		@Bean
		OtlpHttpSpanExporterBuilderCustomizer nothingToFind() {
			return (builder) -> builder.setComponentLoader(new ComponentLoader() {

				@Override
				public <T> Iterable<T> load(Class<T> spiClass) {
					return List.of();
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ForeignOpenTelemetry {

		@Bean
		OpenTelemetry foreign() {
			return OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoopOpenTelemetry {

		@Bean
		OpenTelemetry noop() {
			return OpenTelemetry.noop();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ForeignTracer {

		@Bean
		io.micrometer.tracing.Tracer tracer() {
			return io.micrometer.tracing.Tracer.NOOP;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnProvider {

		@Bean
		OpenTelemetry own(List<io.opentelemetry.sdk.trace.SpanProcessor> processors) {
			var provider = SdkTracerProvider.builder();
			processors.forEach(provider::addSpanProcessor);
			return OpenTelemetrySdk.builder().setTracerProvider(provider.build()).build();
		}

	}

}
