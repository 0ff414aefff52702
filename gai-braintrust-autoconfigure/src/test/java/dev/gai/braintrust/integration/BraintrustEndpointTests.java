package dev.gai.braintrust.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /actuator/braintrust}, asked over HTTP while Braintrust answers this or that.
 */
@Tag("application")
class BraintrustEndpointTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	/** Of those tests that need no setting: a verification leaves nothing behind. */
	private static ConfigurableApplicationContext plain;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void start() {
		plain = run(Application.class);
	}

	@AfterAll
	static void stop() {
		plain.close();
	}

	@Test
	void showsWhatHealthShowsAndTheSettingsAndSendsNothingWhereItMayOnlyBeRead() {
		try (ConfigurableApplicationContext context = run(Application.class,
				"--management.endpoint.braintrust.access=read-only", "--gai.braintrust.sampling.ratio=0.25",
				"--gai.braintrust.sampling.keep.slower-than=90s", "--gai.braintrust.sampling.keep.costlier-than=0.5",
				"--gai.braintrust.sampling.rules[0].model=gpt-*", "--gai.braintrust.sampling.rules[0].ratio=0.5",
				"--gai.braintrust.export.max-batch-size=100", "--gai.braintrust.export.spool.max-age=36h")) {
			JsonNode shown = json(get(context, "/actuator/braintrust"));
			assertThat(shown.path("status").asString()).isEqualTo("UNKNOWN");
			assertThat(shown.path("reason").asString()).isNotEmpty();

			JsonNode health = json(get(context, "/actuator/health")).path("components").path("braintrust");
			health.path("details")
				.propertyNames()
				.forEach((name) -> assertThat(shown.path(name)).as(name).isEqualTo(health.path("details").path(name)));
			assertThat(shown.path("sampling").path("ratio").asDouble()).isEqualTo(0.25);
			assertThat(shown.path("sampling").path("keep").toString()).isEqualTo(
					"{\"errors\":true,\"slowerThan\":\"90s\",\"costlierThan\":0.5,\"retried\":false,\"feedback\":false}");
			assertThat(shown.path("droppedEvents").asLong(-1)).isZero();
			assertThat(shown.path("sampling").path("rules").toString())
				.isEqualTo("[{\"model\":\"gpt-*\",\"ratio\":0.5}]");
			assertThat(shown.path("export").path("maxBatchSize").asInt()).isEqualTo(100);
			assertThat(shown.path("export").path("scheduleDelay").asString()).isEqualTo("50ms");
			assertThat(shown.path("export").path("timeout").asString()).isEqualTo("30s");
			assertThat(shown.path("export").path("maxRequestSize").asString()).isEqualTo("8MB");
			assertThat(shown.path("export").path("spool").path("maxAge").asString()).isEqualTo("36h");
			assertThat(shown.toString()).doesNotContain(BraintrustServer.KEY);

			assertThat(send(context, HttpRequest.newBuilder().POST(BodyPublishers.noBody())).statusCode())
				.isEqualTo(405);
			assertThat(get(context, "/actuator/braintrust").statusCode()).isEqualTo(200);
			assertThat(braintrust.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void verifiesWithASpanOfItsOwnThatIsNeitherSampledNorCounted(WebApplicationType type) {
		try (ConfigurableApplicationContext context = run(Application.class, type, "--gai.braintrust.sampling.ratio=0",
				"--gai.braintrust.org-name=acme", "--gai.braintrust.service.name=shop",
				"--gai.braintrust.service.environment=production")) {
			JsonNode answer = verify(context);

			assertThat(answer.path("delivered").asBoolean()).isTrue();
			assertThat(answer.path("httpStatus").asInt()).isEqualTo(200);
			assertThat(answer.path("latencyMs").asLong(-1)).isNotNegative();
			assertThat(answer.get("error").isNull()).isTrue();
			assertThat(braintrust.spans()).hasSize(1);
			SentSpan row = braintrust.spans().get(0);
			assertThat(row.traceId()).isEqualTo(answer.path("traceId").asString());
			assertThat(answer.path("permalink").asString())
				.isEqualTo("https://www.braintrust.dev/app/acme/p/demo/logs?r=" + row.traceId() + "&s=" + row.spanId());
			assertIsAVerificationRow(row);
			assertThat(braintrust.requests().get(0).getHeader("Authorization"))
				.isEqualTo("Bearer " + BraintrustServer.KEY);
			JsonNode shown = json(get(context, "/actuator/braintrust"));
			assertThat(shown.path("exported").asInt()).isZero();
			assertThat(shown.path("status").asString()).isEqualTo("UNKNOWN");
		}
	}

	private static void assertIsAVerificationRow(SentSpan row) {
		assertThat(row.isRoot()).isTrue();
		assertThat(row.name()).isEqualTo("gai-braintrust verification");
		assertThat(row.type()).isEqualTo("task");
		assertThat(row.attribute("braintrust.parent")).isEqualTo("project_name:demo");
		assertThat(row.metadata().path("verification").asBoolean()).isTrue();
		JsonNode origin = row.json("braintrust.context_json").path("span_origin");
		assertThat(origin.path("name").asString()).isEqualTo("gai-braintrust-spring-boot-starter");
		assertThat(origin.path("environment").path("name").asString()).isEqualTo("production");
		assertThat(row.resource()).containsEntry("service.name", "shop");
	}

	@Test
	void verifiesWhileTheSenderBacksOffAndWhileTheLogIsFull() {
		braintrust.answers(WireMock.aResponse().withStatus(503));
		try (ConfigurableApplicationContext context = run(Application.class,
				"--gai.braintrust.export.spool.max-size=1MB", "--gai.braintrust.export.retry.initial-delay=1h",
				"--gai.braintrust.export.retry.max-delay=1h")) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.tool("search").call((span) -> "result");
			Awaitility.await().until(() -> json(get(context, "/actuator/braintrust")).path("failed").asInt() > 0);
			braintrust.answers(WireMock.aResponse().withStatus(200));

			assertThat(verify(context).path("delivered").asBoolean()).isTrue();
			JsonNode waiting = json(get(context, "/actuator/braintrust"));
			assertThat(waiting.path("queued").asInt()).isEqualTo(1);
			assertThat(waiting.path("exported").asInt()).isZero();

			for (int i = 0; i < 20; i++) {
				tracer.tool("search").input("words ".repeat(20_000)).call((span) -> "result");
			}
			Awaitility.await()
				.until(() -> json(get(context, "/actuator/braintrust")).path("dropped").path("log_full").asInt() > 0);

			assertThat(verifyAgain(context).path("delivered").asBoolean()).isTrue();
			JsonNode full = json(get(context, "/actuator/braintrust"));
			assertThat(full.path("status").asString()).isEqualTo("DEGRADED");
			assertThat(full.path("exported").asInt()).isZero();
		}
	}

	@Test
	void verifiesWhereTheApplicationTracesWithoutUs() {
		try (ConfigurableApplicationContext context = run(ForeignOpenTelemetry.class)) {
			assertThat(verify(context).path("delivered").asBoolean()).isTrue();
			assertThat(json(get(context, "/actuator/braintrust")).path("reason").asString())
				.contains("does not show Braintrust's span processor");
		}
	}

	@ParameterizedTest
	@CsvSource({ "401, unauthorized", "403, unauthorized", "404, wrong_endpoint", "302, wrong_endpoint",
			"429, rate_limited", "500, server_error", "413, too_large", "400, rejected" })
	void saysWhatTheServiceAnswered(int status, String category) {
		braintrust.answers(WireMock.aResponse()
			.withStatus(status)
			.withHeader("Location", "/elsewhere")
			.withBody("no\r\n[forged] line \u001b[31m for " + BraintrustServer.KEY + " " + "x".repeat(1000)));
		JsonNode answer = verifyPlain();

		assertThat(answer.path("delivered").asBoolean()).isFalse();
		assertThat(answer.path("httpStatus").asInt()).isEqualTo(status);
		assertThat(answer.path("error").asString()).startsWith(category + ": no  [forged] line  [31m for *** xxx")
			.hasSizeLessThanOrEqualTo(category.length() + 2 + 200);
		assertThat(answer.get("permalink").isNull()).isTrue();
	}

	@Test
	void isNotDeliveredWhereTheServiceTookTheRequestButNotTheSpan() {
		byte[] body = ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
				.setRejectedSpans(1)
				.setErrorMessage("project is archived\nfor " + BraintrustServer.KEY))
			.build()
			.toByteArray();
		braintrust.answers(WireMock.aResponse().withStatus(200).withBody(body));
		JsonNode answer = verifyPlain();

		assertThat(answer.path("delivered").asBoolean(true)).isFalse();
		assertThat(answer.path("httpStatus").asInt()).isEqualTo(200);
		assertThat(answer.path("error").asString()).isEqualTo("rejected: project is archived for ***");
	}

	@Test
	void isNotDeliveredWhereSomethingElseThanBraintrustTookTheRequest() {
		braintrust.answers(WireMock.aResponse()
			.withStatus(200)
			.withHeader("Content-Type", "text/html; charset=utf-8")
			.withBody("<title>Sign in</title>"));
		JsonNode answer = verifyPlain();

		assertThat(answer.path("delivered").asBoolean(true)).isFalse();
		assertThat(answer.path("httpStatus").asInt()).isEqualTo(200);
		assertThat(answer.path("error").asString())
			.isEqualTo("wrong_endpoint: Not the answer of an OTLP endpoint but text/html: <title>Sign in</title>");
	}

	@Test
	void waitsNoLongerThanTheTimeoutOfTheExport() {
		braintrust.answers(WireMock.aResponse().withStatus(200).withFixedDelay(60_000));
		try (ConfigurableApplicationContext context = run(Application.class, "--gai.braintrust.export.timeout=200ms")) {
			JsonNode answer = verify(context);

			assertThat(answer.path("delivered").asBoolean(true)).isFalse();
			assertThat(answer.get("httpStatus").isNull()).isTrue();
			assertThat(answer.path("error").asString()).startsWith("timeout: No complete answer within");
			assertThat(answer.path("latencyMs").asLong()).isBetween(200L, 50_000L);
		}
	}

	@Test
	void saysThatNobodyListens() {
		try (ConfigurableApplicationContext context = run(Application.class,
				"--gai.braintrust.api-url=http://127.0.0.1:9")) {
			JsonNode answer = verify(context);

			assertThat(answer.path("delivered").asBoolean(true)).isFalse();
			assertThat(answer.path("error").asString()).startsWith("network: java.net.ConnectException");
		}
	}

	@ParameterizedTest
	@CsvSource({ "gai.braintrust.api-key=, No API key is set", "gai.braintrust.enabled=false, gai.braintrust.enabled",
			"management.opentelemetry.enabled=false, management.opentelemetry.enabled",
			"management.tracing.export.braintrust.enabled=false, management.tracing.export.braintrust.enabled" })
	void saysWhyNothingIsSent(String property, String reason) {
		try (ConfigurableApplicationContext context = run(Application.class, "--" + property)) {
			JsonNode answer = verify(context);

			assertThat(answer.path("delivered").asBoolean(true)).isFalse();
			assertThat(answer.path("error").asString()).startsWith(reason);
			assertThat(braintrust.requests()).isEmpty();
			JsonNode shown = json(get(context, "/actuator/braintrust"));
			assertThat(shown.path("reason").asString()).startsWith(reason);
			assertThat(shown.has("export")).isTrue();
		}
	}

	private JsonNode verifyPlain() {
		return verifyAgain(plain);
	}

	/** As soon as the one before is long enough ago. */
	private JsonNode verifyAgain(ConfigurableApplicationContext context) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(300))
			.until(() -> verify(context),
					(answer) -> !answer.path("error").asString().contains("less than a second ago"));
	}

	private JsonNode verify(ConfigurableApplicationContext context) {
		HttpResponse<String> response = send(context, HttpRequest.newBuilder().POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain(BraintrustServer.KEY);
		return json(response);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
		return send(context, HttpRequest.newBuilder(), path);
	}

	private HttpResponse<String> send(ConfigurableApplicationContext context, HttpRequest.Builder request) {
		return send(context, request, "/actuator/braintrust");
	}

	private HttpResponse<String> send(ConfigurableApplicationContext context, HttpRequest.Builder request,
			String path) {
		URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
		try {
			return this.client.send(request.uri(uri).timeout(Duration.ofSeconds(30)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return run(application, WebApplicationType.SERVLET, arguments);
	}

	private static ConfigurableApplicationContext run(Class<?> application, WebApplicationType type,
			String... arguments) {
		return new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "management.endpoint.health.show-details=always",
					"management.endpoints.web.exposure.include=braintrust,health",
					"gai.braintrust.export.shutdown-timeout=50ms", "management.tracing.sampling.probability=0")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ForeignOpenTelemetry {

		@Bean
		OpenTelemetry foreign() {
			return OpenTelemetry.noop();
		}

	}

}
