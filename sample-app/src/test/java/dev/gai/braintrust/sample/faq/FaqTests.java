package dev.gai.braintrust.sample.faq;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.sample.collector.Collector;
import dev.gai.braintrust.sample.collector.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The way of a thumb, from the page to the span that it is about.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS,
		properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=", "BRAINTRUST_API_KEY=", "BRAINTRUST_API_URL=",
				"BRAINTRUST_PARENT=", "BRAINTRUST_PROJECT_ID=", "BRAINTRUST_PROJECT_NAME=", "BRAINTRUST_PROJECT=",
				"sample.verification.parent=project_name:gai-sample",
				"management.tracing.export.braintrust.enabled=true",
				"management.prometheus.metrics.export.enabled=true" })
@Tag("application")
class FaqTests {

	@Autowired
	private Collector collector;

	@LocalServerPort
	private int port;

	@Test
	void hasAThumbArriveOnTheSpanOfItsAnswer() {
		JsonNode reply = post("/faq", Map.of("text", "How do I reset my password?")).body(JsonNode.class);
		assertThat(reply.path("text").stringValue()).isEqualTo("Open Settings, choose Security, then Reset password.");

		HttpStatusCode taken = post("/gai/feedback",
				Map.of("token", reply.path("feedbackToken").stringValue(), "scores", Map.of("thumb", 1)))
			.toBodilessEntity()
			.getStatusCode();

		assertThat(taken.value()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(20)).until(() -> !this.collector.feedback().isEmpty());
		JsonNode feedback = this.collector.feedback().get(0);
		Row row = this.collector.rows().stream().filter((each) -> each.name().endsWith("faq")).findFirst().get();
		assertThat(feedback.path("id").stringValue()).isEqualTo(row.spanId());
		assertThat(feedback.path("scores").path("thumb").asInt()).isOne();
		assertThat(RestClient.create().get().uri(url("/faq/feedback")).retrieve().body(JsonNode.class).get(0))
			.isEqualTo(feedback);
	}

	@Test
	void servesThePage() {
		String page = RestClient.create().get().uri(url("/")).retrieve().body(String.class);

		assertThat(page).contains("Frequent questions", "data-thumb=\"1\"", "faq.js");
	}

	private RestClient.ResponseSpec post(String path, Map<String, ?> body) {
		return RestClient.create().post().uri(url(path)).contentType(MediaType.APPLICATION_JSON).body(body).retrieve();
	}

	private String url(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

}
