package dev.gai.braintrust.integration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feedback that reaches another instance than the one that gave the answer.
 */
@Tag("application")
class TwoInstancesTests {

	private static final String PATH = "/v1/project_logs/p-1/feedback";

	private static final String SECRET = "gai.braintrust.feedback.secret=shared-by-all-instances";

	private static final HttpClient client = HttpClient.newHttpClient();

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@BeforeEach
	void knowTheProject() {
		braintrust.rest("GET", "/v1/project", WireMock.okJson("{\"objects\":[{\"id\":\"p-1\",\"name\":\"demo\"}]}"));
		braintrust.rest("POST", PATH, WireMock.okJson("{\"status\":\"success\"}"));
	}

	@Test
	void isAcceptedWhereTheKeyIsTheSameAlsoAfterARestart() throws Exception {
		String token;
		try (ConfigurableApplicationContext one = start(); ConfigurableApplicationContext other = start()) {
			token = token(one);
			assertThat(post(other, token)).isEqualTo(202);
			// In memory: what is not sent ends with the instance.
			awaitFeedback(1);
		}
		try (ConfigurableApplicationContext restarted = start()) {
			assertThat(post(restarted, token)).isEqualTo(202);
			awaitFeedback(2);
		}
	}

	@Test
	void goesByTheSecretWhereKeysDiffer() throws Exception {
		try (ConfigurableApplicationContext one = start(SECRET);
				ConfigurableApplicationContext other = start(SECRET,
						"gai.braintrust.api-key=sk-another-key-0123456789");
				ConfigurableApplicationContext stranger = start("gai.braintrust.api-key=sk-another-key-0123456789")) {
			assertThat(post(other, token(one))).isEqualTo(202);
			assertThat(post(one, token(other))).isEqualTo(202);
			assertThat(post(stranger, token(one))).isEqualTo(403);
			assertThat(post(one, token(stranger))).isEqualTo(403);
		}
	}

	private static void awaitFeedback(int count) {
		Awaitility.await().untilAsserted(() -> assertThat(braintrust.restRequests(PATH)).hasSize(count));
	}

	private static int post(ConfigurableApplicationContext to, String token) throws Exception {
		URI uri = URI
			.create("http://127.0.0.1:" + to.getEnvironment().getProperty("local.server.port") + "/gai/feedback");
		return client
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\",\"scores\":{\"thumb\":1}}"))
				.build(), HttpResponse.BodyHandlers.ofString())
			.statusCode();
	}

	private static String token(ConfigurableApplicationContext instance) {
		return instance.getBean(GenAiTracer.class).llm("openai", "m").call((span) -> span.feedbackToken());
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "server.shutdown=immediate",
					"gai.braintrust.feedback.endpoint.enabled=true", "gai.braintrust.feedback.endpoint.scores=thumb")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
