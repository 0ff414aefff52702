package dev.gai.braintrust.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

	private static String run(Map<String, String> variables) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dspring.devtools.restart.enabled=false", "-cp",
				System.getProperty("java.class.path"), Application.class.getName())
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
