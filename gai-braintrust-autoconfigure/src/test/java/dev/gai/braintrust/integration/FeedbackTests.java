package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.outbox.Outbox;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feedback on its way from an application to its span.
 */
@Tag("application")
class FeedbackTests {

	private static final String PATH = "/v1/project_logs/p-1/feedback";

	private static final JsonMapper json = new JsonMapper();

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@TempDir
	private Path folder;

	@BeforeEach
	void knowTheProject() {
		braintrust.rest("GET", "/v1/project", WireMock.okJson("{\"objects\":[{\"id\":\"p-1\",\"name\":\"demo\"}]}"));
		braintrust.rest("POST", PATH, WireMock.okJson("{\"status\":\"success\"}"));
	}

	@Test
	void followsItsSpanAndWaitsUntilThatIsDelivered() {
		braintrust.answers(WireMock.aResponse().withStatus(503));
		try (ConfigurableApplicationContext context = run()) {
			String token = answer(context);
			context.getBean(GenAiFeedback.class)
				.onToken(token)
				.score("thumb", 1)
				.comment("my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD")
				.expected(Map.of("answer", 42))
				.tag("reviewed")
				.metadata("user_id", "u-1")
				.send();
			Outbox outbox = context.getBean(Outbox.class);
			Awaitility.await().until(() -> braintrust.requests().size() > 1);
			assertThat(outbox.status().waiting()).isEqualTo(1);
			assertThat(braintrust.restRequests(PATH)).isEmpty();
			braintrust.answers(WireMock.aResponse().withStatus(200));

			JsonNode sent = awaitFeedback().get(0);

			SentSpan span = braintrust.spans().get(braintrust.spans().size() - 1);
			assertThat(sent.path("id").asString()).isEqualTo(span.spanId());
			assertThat(sent.path("scores").path("thumb").asDouble()).isEqualTo(1);
			assertThat(sent.path("comment").asString()).startsWith("my key is").doesNotContain("abcdefghij");
			assertThat(sent.path("expected").path("answer").asInt()).isEqualTo(42);
			assertThat(sent.path("tags").get(0).asString()).isEqualTo("reviewed");
			assertThat(sent.path("metadata").path("user_id").asString()).isEqualTo("u-1");
			assertThat(sent.path("source").asString()).isEqualTo("app");
		}
	}

	/** OutboxFaultTests tries the other answers. */
	@Test
	void isDeliveredAfterARestartThoughTheServiceHasRefusedIt() {
		braintrust.rest("POST", PATH, WireMock.aResponse().withStatus(429).withHeader("Retry-After", "1"));
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(GenAiFeedback.class).onToken(answer(context)).score("thumb", 0).send();
			Outbox outbox = context.getBean(Outbox.class);
			Awaitility.await().until(() -> outbox.status().lastFailure() != null);
			assertThat(outbox.status().lastFailure()).contains("HTTP 429");
			assertThat(outbox.status().waiting()).isEqualTo(1);
		}
		braintrust.rest("POST", PATH, WireMock.okJson("{\"status\":\"success\"}"));

		try (ConfigurableApplicationContext context = run()) {
			Awaitility.await().until(() -> context.getBean(Outbox.class).status().delivered() == 1);
		}
	}

	@Test
	void isNotTakenForASpanThatIsNotSent() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.sampling.ratio=0",
				"--gai.braintrust.sampling.keep.errors=false")) {
			assertThat(answer(context)).isNull();
		}
		try (ConfigurableApplicationContext context = run("--gai.braintrust.sampling.ratio=0")) {
			String token = answer(context);
			context.getBean(GenAiFeedback.class).onToken(token).score("thumb", 1).send();

			Outbox outbox = context.getBean(Outbox.class);
			Awaitility.await().until(() -> outbox.status().dropped().equals(Map.of("unsampled", 1L)));
			assertThat(braintrust.restRequests(PATH)).isEmpty();
		}
	}

	@Test
	void keepsTheTraceWhereThatIsWanted() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.sampling.ratio=0",
				"--gai.braintrust.sampling.keep.feedback=true")) {
			context.getBean(GenAiFeedback.class).onToken(answer(context)).score("thumb", 1).send();

			assertThat(awaitFeedback()).hasSize(1);
			assertThat(braintrust.awaitSpan("chat gpt-4o-mini").spanId())
				.isEqualTo(awaitFeedback().get(0).path("id").asString());
		}
	}

	@Test
	void servesNoEndpointUnlessAsked() throws IOException, InterruptedException {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, "--server.port=0",
				"--server.address=127.0.0.1")) {
			assertThat(post(context, "{}").statusCode()).isEqualTo(404);
		}
	}

	private static HttpResponse<String> post(ConfigurableApplicationContext context, String body)
			throws IOException, InterruptedException {
		URI uri = URI
			.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/gai/feedback");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.header("Origin", "https://elsewhere.example")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static @Nullable String answer(ConfigurableApplicationContext context) {
		return context.getBean(GenAiTracer.class).llm("openai", "gpt-4o-mini").call((span) -> span.feedbackToken());
	}

	private static List<JsonNode> awaitFeedback() {
		Awaitility.await().until(() -> !braintrust.restRequests(PATH).isEmpty());
		return braintrust.restRequests(PATH)
			.stream()
			.map(LoggedRequest::getBodyAsString)
			.map(json::readTree)
			.flatMap((body) -> body.path("feedback").valueStream())
			.toList();
	}

	private ConfigurableApplicationContext run(String... more) {
		return run(WebApplicationType.NONE, more);
	}

	private ConfigurableApplicationContext run(WebApplicationType type, String... more) {
		String[] properties = Stream
			.concat(Stream.concat(
					Arrays.stream(braintrust.properties())
						.filter((property) -> !property.contains("spool.enabled"))
						.map((property) -> "--" + property),
					Stream.of("--gai.braintrust.export.spool.enabled=true",
							"--gai.braintrust.export.spool.directory=" + this.folder)),
					Arrays.stream(more))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(type).run(properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
