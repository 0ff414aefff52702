package dev.gai.braintrust.integration;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.gai.braintrust.testing.BraintrustServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are configured with OpenTelemetry's environment variables, which
 * Spring Boot reads from nowhere but the process.
 */
@Tag("application")
class OpenTelemetryVariablesTests {

	@Test
	void areSeenWhereTheySendToBraintrustAsWell() throws Exception {
		String output = run(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://api.braintrust.dev/otel",
				"OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20hunter2"));

		assertThat(output).containsOnlyOnce("spans arrive there twice")
			.doesNotContain("hunter2")
			.doesNotContain(BraintrustServer.KEY);
	}

	@Test
	void areSeenWhereTheyLeaveTheApplicationWithoutATracer() throws Exception {
		String output = run(Map.of("OTEL_SDK_DISABLED", "true"));

		assertThat(output).containsOnlyOnce("leaves the application without a tracer")
			.doesNotContain(BraintrustServer.KEY);
	}

	@Test
	void doNotStopTheStartWhereThereIsNoSenderForTheExporterThatTheyAskFor() throws Exception {
		String noSender = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("opentelemetry-exporter-sender"))
			.collect(Collectors.joining(File.pathSeparator));

		String output = run(noSender, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
				"OTEL_TRACES_EXPORTER", "otlp", "OTEL_LOGS_EXPORTER", "otlp"));

		assertThat(output).containsOnlyOnce("asks for an exporter that cannot be made")
			.contains("Spans are sent to Braintrust");
	}

	@Test
	void doNotStopTheStartWhereTheyAskForAnExporterThatCannotBeMade() throws Exception {
		String output = run(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL",
				"grpc", "OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/ca.pem", "OTEL_PROPAGATORS", "xray",
				"OTEL_TRACES_SAMPLER", "parentbased_jaeger_remote", "OTEL_BSP_SCHEDULE_DELAY", "soon",
				"OTEL_RESOURCE_ATTRIBUTES", "a=%20b,c", "OTEL_SERVICE_NAME", "shop"));

		assertThat(output).containsOnlyOnce("asks for an exporter that cannot be made")
			.contains("Spans are sent to Braintrust");
	}

	private static String run(Map<String, String> variables) throws IOException, InterruptedException {
		return run(System.getProperty("java.class.path"), variables);
	}

	private static String run(String classPath, Map<String, String> variables)
			throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dspring.devtools.restart.enabled=false", "-cp", classPath,
				Application.class.getName())
			.redirectErrorStream(true);
		builder.environment().putAll(variables);
		builder.environment().put("BRAINTRUST_API_KEY", BraintrustServer.KEY);
		builder.environment().put("BRAINTRUST_API_URL", "http://127.0.0.1:9");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.properties("management.tracing.sampling.probability=0", "gai.braintrust.export.spool.enabled=false",
						"gai.braintrust.export.shutdown-timeout=50ms")
				.run(args)
				.close();
		}

	}

}
