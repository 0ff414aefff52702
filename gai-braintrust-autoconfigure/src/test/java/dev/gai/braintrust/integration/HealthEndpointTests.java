package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application with Actuator, asked over HTTP while Braintrust answers this or that.
 */
@Tag("application")
class HealthEndpointTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void showsTroubleWithoutTakingTheApplicationDownAndRecovers() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(component(context).path("status").asString()).isEqualTo("UNKNOWN");
			assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(200);

			call(context);
			awaitStatus(context, "UP");

			braintrust.answers(WireMock.aResponse().withStatus(503).withBody("overloaded"));
			call(context);
			awaitStatus(context, "DEGRADED");
			JsonNode degraded = component(context).path("details");
			assertThat(degraded.path("reason").asString()).contains("requests failed in a row (server_error)");
			assertThat(degraded.path("consecutiveFailures").asInt()).isGreaterThanOrEqualTo(3);
			assertThat(degraded.path("lastFailure").path("status").asInt()).isEqualTo(503);
			assertThat(degraded.path("lastFailure").path("message").asString()).isEqualTo("overloaded");
			HttpResponse<String> overall = get(context, "/actuator/health");
			assertThat(overall.statusCode()).isEqualTo(200);
			assertThat(json(overall).path("status").asString()).isEqualTo("UP");
			assertThat(get(context, "/actuator/health/braintrust").statusCode()).isEqualTo(200);
			assertThat(get(context, "/actuator/health/readiness").statusCode()).isEqualTo(200);

			braintrust.answers(WireMock.aResponse().withStatus(200));
			awaitStatus(context, "UP");
			assertThat(component(context).path("details").path("exported").asInt()).isEqualTo(2);
		}
	}

	@Test
	void showsARejectedKeyAtOnceAndNeverTheKey() {
		braintrust.answers(
				WireMock.aResponse().withStatus(401).withBody("Invalid key " + BraintrustServer.KEY + " for this org"));
		try (ConfigurableApplicationContext context = run()) {
			call(context);
			awaitStatus(context, "DEGRADED");

			HttpResponse<String> response = get(context, "/actuator/health");
			assertThat(response.body()).contains("Braintrust rejects the API key (HTTP 401)")
				.contains("Invalid key *** for this org")
				.doesNotContain(BraintrustServer.KEY);
			assertThat(response.statusCode()).isEqualTo(200);
		}
	}

	@Test
	void takesTheApplicationDownWhereThatIsWanted() {
		braintrust.answers(WireMock.aResponse().withStatus(401));
		try (ConfigurableApplicationContext context = run("--gai.braintrust.health.strict=true")) {
			call(context);
			awaitStatus(context, "DOWN");

			assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(503);
		}
	}

	@Test
	void showsASpanThatWaitsTooLongAndAnswersWhileARequestHangs() {
		braintrust.answers(WireMock.aResponse().withStatus(200).withFixedDelay(60_000));
		try (ConfigurableApplicationContext context = run("--gai.braintrust.health.max-staleness=200ms")) {
			call(context);
			awaitStatus(context, "DEGRADED");

			long start = System.nanoTime();
			assertThat(component(context).path("details").path("reason").asString())
				.startsWith("The oldest span has been waiting");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
		}
	}

	@Test
	void showsLostSpans() {
		braintrust.answers(WireMock.aResponse().withStatus(400).withBody("no such field"));
		try (ConfigurableApplicationContext context = run()) {
			call(context);
			awaitStatus(context, "DEGRADED");

			JsonNode details = component(context).path("details");
			assertThat(details.path("reason").asString()).isEqualTo("1 spans were lost in the last 5 minutes");
			assertThat(details.path("dropped").path("rejected").asInt()).isEqualTo(1);
		}
	}

	@Test
	void isThereWithoutAKey() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.api-key=")) {
			assertThat(component(context).path("status").asString()).isEqualTo("UNKNOWN");
			assertThat(component(context).path("details").path("reason").asString()).startsWith("No API key is set");
			assertThat(get(context, "/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void hidesTheKeyInEveryEndpointThatShowsValues() {
		String elsewhere = "--elsewhere.token=" + BraintrustServer.KEY;
		try (ConfigurableApplicationContext context = run(elsewhere,
				"--management.opentelemetry.tracing.export.otlp.headers.Authorization=Bearer other-secret",
				"--OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer other-secret",
				"--BRAINTRUST_API_KEY=" + BraintrustServer.KEY, "--gai.braintrust.parent=project_name:visible")) {
			for (String endpoint : new String[] { "env", "configprops", "beans", "conditions",
					"env/gai.braintrust.api-key", "env/elsewhere.token", "configprops/gai.braintrust" }) {
				HttpResponse<String> response = get(context, "/actuator/" + endpoint);
				assertThat(response.statusCode()).as(endpoint).isEqualTo(200);
				assertThat(response.body()).as(endpoint)
					.doesNotContain(BraintrustServer.KEY)
					.doesNotContain("other-secret");
			}
			assertThat(get(context, "/actuator/env").body()).contains("project_name:visible").contains("******");
			assertThat(get(context, "/actuator/configprops").body()).contains("project_name:visible");
		}
	}

	private static void call(ConfigurableApplicationContext context) {
		context.getBean(GenAiTracer.class).tool("search").call((span) -> "result");
	}

	private void awaitStatus(ConfigurableApplicationContext context, String status) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.untilAsserted(() -> assertThat(component(context).path("status").asString()).isEqualTo(status));
	}

	private JsonNode component(ConfigurableApplicationContext context) {
		return json(get(context, "/actuator/health")).path("components").path("braintrust");
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
		URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
		try {
			return this.client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class).properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "management.endpoint.health.show-details=always",
					"management.endpoint.health.probes.enabled=true", "management.endpoints.web.exposure.include=*",
					"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
					"gai.braintrust.export.shutdown-timeout=200ms", "management.tracing.sampling.probability=0")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
