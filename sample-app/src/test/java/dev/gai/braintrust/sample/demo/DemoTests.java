package dev.gai.braintrust.sample.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the demo as {@code main} does. Keys that happen to be set where the tests run are
 * taken away, or else they would be used.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS,
		properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=", "BRAINTRUST_API_KEY=", "BRAINTRUST_API_URL=",
				"BRAINTRUST_PARENT=", "BRAINTRUST_PROJECT_ID=", "BRAINTRUST_PROJECT_NAME=", "BRAINTRUST_PROJECT=",
				"sample.verification.parent=project_name:gai-sample",
				"management.tracing.export.braintrust.enabled=true",
				"management.prometheus.metrics.export.enabled=true" })
@Tag("application")
class DemoTests {

	@Autowired
	private DemoRunner runner;

	@LocalServerPort
	private int port;

	@Test
	void meetsEveryExpectation() {
		assertThat(this.runner.outcomes()).hasSizeGreaterThan(20).allSatisfy((outcome) -> {
			assertThat(outcome.failure()).as(outcome.title()).isNull();
			assertThat(outcome.line()).startsWith("PASS");
		});
		assertThat(this.runner.getExitCode()).isZero();
	}

	@Test
	void staysUpWithItsHealth() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/health/braintrust"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"status\":\"UP\"").doesNotContain("none-is-needed");
	}

}
