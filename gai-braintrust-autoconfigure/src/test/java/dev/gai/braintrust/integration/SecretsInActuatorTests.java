package dev.gai.braintrust.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every answer of Actuator in an application that exposes all of them with all values.
 */
@Tag("application")
class SecretsInActuatorTests {

	private static final String OTHER = "other-secret-of-an-exporter";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void areInNoneOfThem() {
		braintrust.answers(WireMock.aResponse().withStatus(401).withBody("Bearer " + BraintrustServer.KEY));
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
			assertThat(body(context, HttpRequest.newBuilder().POST(BodyPublishers.noBody()), "/actuator/braintrust"))
				.contains("unauthorized: Bearer ***");

			List<String> paths = paths(context);
			assertThat(paths).contains("/actuator/braintrust", "/actuator/env", "/actuator/configprops",
					"/actuator/health", "/actuator/beans", "/actuator/threaddump", "/actuator/metrics");
			for (String path : paths) {
				assertThat(body(context, HttpRequest.newBuilder(), path)).as(path)
					.doesNotContain(BraintrustServer.KEY)
					.doesNotContain(OTHER);
			}
			assertThat(body(context, HttpRequest.newBuilder(), "/actuator/env")).contains("BRAINTRUST_API_KEY",
					"OTEL_EXPORTER_OTLP_HEADERS", "gai.braintrust.project-name", "demo");
		}
	}

	private List<String> paths(ConfigurableApplicationContext context) {
		List<String> paths = new ArrayList<>();
		JsonNode links = JsonMapper.shared().readTree(body(context, HttpRequest.newBuilder(), "/actuator"));
		for (JsonNode link : links.path("_links")) {
			// A heap dump holds everything, which is why Boot does not let it be read.
			if (!link.path("templated").asBoolean() && !link.path("href").asString().endsWith("heapdump")) {
				paths.add(URI.create(link.path("href").asString()).getPath());
			}
		}
		for (String name : List.of("gai.braintrust.api-key", "gai.braintrust.apiKey", "BRAINTRUST_API_KEY",
				"elsewhere.token", "OTEL_EXPORTER_OTLP_HEADERS", "elsewhere.command",
				"management.opentelemetry.tracing.export.otlp.headers.x-team")) {
			paths.add("/actuator/env/" + name);
		}
		paths.add("/actuator/configprops/gai.braintrust");
		paths.add("/actuator/configprops/management.opentelemetry.tracing.export.otlp");
		return paths;
	}

	private String body(ConfigurableApplicationContext context, HttpRequest.Builder request, String path) {
		URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
		try {
			HttpResponse<String> response = this.client.send(request.uri(uri).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(path).isEqualTo(200);
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConfigurableApplicationContext run() {
		StandardEnvironment environment = new StandardEnvironment();
		String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(variables,
					new SystemEnvironmentPropertySource(variables,
							Map.of("BRAINTRUST_API_KEY", BraintrustServer.KEY, "GAI_BRAINTRUST_APIKEY",
									BraintrustServer.KEY, "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer " + OTHER,
									"MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_HEADERS_XAPIKEY", OTHER,
									"JAVA_TOOL_OPTIONS", "-Dx.headers=Authorization=Bearer%20" + OTHER)));
		return new SpringApplicationBuilder(Application.class).environment(environment)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "management.endpoint.health.show-details=always",
					"management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
					"management.endpoint.configprops.show-values=always",
					"management.endpoint.quartz.show-values=always", "gai.braintrust.export.shutdown-timeout=50ms",
					"management.tracing.sampling.probability=0", "elsewhere.token=" + BraintrustServer.KEY,
					"elsewhere.command=java -Dgai.braintrust.api-key=" + BraintrustServer.KEY,
					"management.opentelemetry.tracing.export.otlp.headers.Authorization=Bearer " + OTHER,
					"management.opentelemetry.tracing.export.otlp.headers.x-team=" + OTHER)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
