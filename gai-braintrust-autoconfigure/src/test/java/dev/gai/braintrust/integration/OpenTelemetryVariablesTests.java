package dev.gai.braintrust.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ClassPath;
import dev.gai.braintrust.testing.OwnVariables;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are configured with OpenTelemetry's environment variables, which
 * Spring Boot reads from nowhere but the process. One process starts most of them, one
 * after the other, each with variables of its own.
 */
@Tag("application")
class OpenTelemetryVariablesTests {

	private static final String NEXT = "variables: ";

	private static final Map<Variables, String> outputs = new EnumMap<>(Variables.class);

	@BeforeAll
	static void start() throws Exception {
		String output = run(ClassPath.ofPlainApplication(), Map.of());
		for (String part : output.split("(?m)^" + NEXT)) {
			String[] named = part.split("\\R", 2);
			Stream.of(Variables.values())
				.filter((variables) -> variables.name().equals(named[0]))
				.forEach((variables) -> outputs.put(variables, named[1]));
		}
		assertThat(outputs).as(output).containsOnlyKeys(Variables.values());
	}

	@Test
	void areSeenWhereTheySendToBraintrustAsWell() {
		String output = outputs.get(Variables.OF_BRAINTRUST);

		assertThat(output).containsOnlyOnce("spans arrive there twice")
			.doesNotContain("hunter2")
			.doesNotContain(BraintrustServer.KEY);
		assertSentWithoutTheResource(output);
	}

	@Test
	void doNotStopTheStartWhereThereIsNoSenderForTheExporterThatTheyAskFor() throws Exception {
		String output = run(ClassPath.ofPlainApplicationWithout("opentelemetry-exporter-sender"),
				Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "OTEL_TRACES_EXPORTER", "otlp",
						"OTEL_LOGS_EXPORTER", "otlp"));

		assertThat(output).containsOnlyOnce("requests an exporter that cannot be created")
			.contains("Spans are sent to Braintrust");
	}

	@Test
	void doNotStopTheStartWhereTheyAskForAnExporterThatCannotBeMade() {
		assertThat(outputs.get(Variables.OF_NO_EXPORTER))
			.containsOnlyOnce("requests an exporter that cannot be created")
			.contains("Spans are sent to Braintrust");
	}

	@Test
	void doNotStopTheStartWhereTheResourceCannotBeRead() {
		assertSentWithoutTheResource(outputs.get(Variables.OF_NO_RESOURCE));
	}

	private static void assertSentWithoutTheResource(String output) {
		assertThat(output).containsOnlyOnce("OTEL_RESOURCE_ATTRIBUTES cannot be read")
			.contains("Spans are sent to Braintrust")
			.contains("resource: shop, team of the application, null");
	}

	@Test
	void doNotStopTheStartWhereOpenTelemetryDoesNotTakeANumber() {
		assertThat(outputs.get(Variables.WITH_NUMBERS_OUT_OF_RANGE))
			.containsOnlyOnce("OpenTelemetry does not accept the value of the environment variable")
			.contains("OTEL_BSP_MAX_QUEUE_SIZE", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
					"OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "OTEL_BLRP_MAX_QUEUE_SIZE")
			.doesNotContain("cannot be created", "cannot be read")
			.contains("Spans are sent to Braintrust", ", b");
	}

	@Test
	void doNotStopTheStartWhereHeadersCannotBeReadOrThereIsNoTracer() {
		assertThat(outputs.get(Variables.WITHOUT_A_TRACER))
			.containsOnlyOnce("Spring Boot cannot read one of the environment variables")
			.containsOnlyOnce("leaves the application without a tracer")
			.doesNotContain("hunter2")
			.doesNotContain(BraintrustServer.KEY);
	}

	/**
	 * Runs one application with variables of the process, or all with their own.
	 */
	private static String run(String classPath, Map<String, String> variables)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.devtools.restart.enabled=false"));
		command.addAll(List.of(OwnVariables.OPTIONS));
		command.addAll(List.of("-cp", classPath, Application.class.getName()));
		if (variables.isEmpty()) {
			Stream.of(Variables.values()).map(Variables::name).forEach(command::add);
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(variables);
		builder.environment().put("BRAINTRUST_API_KEY", BraintrustServer.KEY);
		builder.environment().put("BRAINTRUST_API_URL", "http://127.0.0.1:9");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	enum Variables {

		OF_BRAINTRUST(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://api.braintrust.dev/otel",
				"OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20hunter2", "OTEL_RESOURCE_ATTRIBUTES", "a=b,c=%zz",
				"OTEL_SERVICE_NAME", "shop")),

		OF_NO_EXPORTER(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
				"OTEL_EXPORTER_OTLP_CERTIFICATE", "/nowhere/ca.pem", "OTEL_PROPAGATORS", "xray", "OTEL_TRACES_SAMPLER",
				"parentbased_jaeger_remote", "OTEL_BSP_SCHEDULE_DELAY", "soon", "OTEL_RESOURCE_ATTRIBUTES", "a=%20b,c",
				"OTEL_SERVICE_NAME", "shop")),

		OF_NO_RESOURCE(Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b,ключ=x", "OTEL_SERVICE_NAME", "shop")),

		WITH_NUMBERS_OUT_OF_RANGE(Map.of("OTEL_BSP_MAX_QUEUE_SIZE", "0", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "-5",
				"OTEL_BSP_EXPORT_TIMEOUT", "0", "OTEL_EXPORTER_OTLP_TIMEOUT", "0", "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
				"-1", "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "-1", "OTEL_BLRP_MAX_QUEUE_SIZE", "-1",
				"OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "OTEL_SERVICE_NAME", "",
				"OTEL_RESOURCE_ATTRIBUTES", "a=b,".repeat(32_000))),

		WITHOUT_A_TRACER(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%zzhunter2",
				"OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL", "nonsense",
				"OTEL_TRACES_SAMPLER", "nonsense", "OTEL_SDK_DISABLED", "true"));

		private final Map<String, String> variables;

		Variables(Map<String, String> variables) {
			this.variables = variables;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] names) throws Exception {
			if (names.length == 0) {
				run();
			}
			for (String name : names) {
				System.out.println(NEXT + name);
				OwnVariables.during(Variables.valueOf(name).variables, Application::run);
			}
		}

		private static void run() {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.properties("management.tracing.sampling.probability=0", "gai.braintrust.export.spool.enabled=false",
						"gai.braintrust.export.shutdown-timeout=50ms",
						"management.opentelemetry.resource-attributes.team=team of the application")
				.run()) {
				context.getBeanProvider(Resource.class)
					.ifAvailable((resource) -> System.out.println("resource: " + Stream.of("service.name", "team", "a")
						.map((name) -> resource.getAttribute(AttributeKey.stringKey(name)))
						.map(String::valueOf)
						.collect(Collectors.joining(", "))));
			}
		}

	}

}
