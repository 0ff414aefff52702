package dev.gai.braintrust.api;

import java.time.Duration;
import org.junit.jupiter.params.provider.ValueSource;
import dev.gai.braintrust.network.Network;
import java.net.URI;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.testing.RestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BraintrustApi} and {@link ProjectReference}.
 */
@Tag("thorough")
class BraintrustApiTests {

	@RegisterExtension
	static final RestServer server = new RestServer();

	@Test
	void sendsTheKeyAndTheEncodedParameters() throws InterruptedException {
		server.get("/v1/project", RestServer.json("{\"objects\":[]}"));

		JsonNode answer = server.api(Duration.ofSeconds(5)).get("/v1/project", Map.of("project_name", "a & b/ü"));

		assertThat(answer.path("objects").isArray()).isTrue();
		LoggedRequest request = server.requests("/v1/project").get(0);
		assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + RestServer.KEY);
		assertThat(request.getUrl()).isEqualTo("/v1/project?project_name=a%20%26%20b%2F%C3%BC");
	}

	@ParameterizedTest
	@CsvSource({ "400, REJECTED, false", "401, UNAUTHORIZED, false", "403, UNAUTHORIZED, false",
			"404, WRONG_ENDPOINT, false", "413, TOO_LARGE, false", "429, RATE_LIMITED, true", "500, SERVER_ERROR, true",
			"302, WRONG_ENDPOINT, false" })
	void saysWhatAnAnswerMeansWithoutTheKey(int status, FailureCategory category, boolean transientFailure) {
		server.post("/v1/dataset",
				WireMock.aResponse()
					.withStatus(status)
					.withHeader("Retry-After", "7")
					.withHeader("Location", "/elsewhere")
					.withHeader("x-bt-internal-trace-id", "trace-1")
					.withBody("no\n" + RestServer.KEY));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> server.api(Duration.ofSeconds(5)).post("/v1/dataset", Map.of("name", "qa")))
			.satisfies((failure) -> {
				assertThat(failure.category()).isEqualTo(category);
				assertThat(failure.httpStatus()).isEqualTo(status);
				assertThat(failure.isTransient()).isEqualTo(transientFailure);
				assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
				assertThat(failure).hasMessageContaining("POST /v1/dataset: HTTP " + status)
					.hasMessageContaining("trace-1")
					.hasMessageNotContaining(RestServer.KEY)
					.hasMessageNotContaining("\n");
			});
		assertThat(server.requests("/elsewhere")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 403, 404, 422, 500 })
	void neverSaysWhatTheApiRepeatsOfTheRequest(int status) {
		server.post("/v1/project_logs/p/feedback", WireMock.aResponse()
			.withStatus(status)
			.withBody("{\"error\":\"bad 'My patient is called J\\u00f6rg M\\u00fcller' of jane@example.org\"}"));
		BraintrustApi api = new BraintrustApi(new ApiSettings(URI.create(server.url()), "Bearer " + RestServer.KEY,
				"test", Duration.ofSeconds(5), Network.ofTheJvm(), (text) -> text.replace("jane@example.org", "***")));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> api.post("/v1/project_logs/p/feedback",
					Map.of("comment", "My patient is called J\u00f6rg M\u00fcller")))
			.withMessageContaining("HTTP " + status + " {\"error\":\"bad '***' of ***\"}");
	}

	@ParameterizedTest
	@CsvSource(value = { "<html>sign in</html>", "''", "\"text\"", "{\"cut", "[[[[[[[[" }, quoteCharacter = '\0')
	void takesOnlyJsonForAnAnswer(String body) {
		server.get("/v1/prompt", WireMock.ok(body).withHeader("Content-Type", "text/html"));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> server.api(Duration.ofSeconds(5)).get("/v1/prompt", Map.of()))
			.withMessageContaining("the answer is not JSON (text/html)")
			.satisfies((failure) -> assertThat(failure.category()).isEqualTo(FailureCategory.WRONG_ENDPOINT));
	}

	@Test
	void endsAnExchangeThatHangs() {
		server.get("/v1/prompt", RestServer.json("{}").withFixedDelay(60_000));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> server.api(Duration.ofMillis(200)).get("/v1/prompt", Map.of()))
			.satisfies((failure) -> assertThat(failure.category()).isEqualTo(FailureCategory.TIMEOUT));
	}

	@Test
	void endsAnAnswerThatIsTooLarge() {
		server.get("/v1/prompt", WireMock.ok("x".repeat(33 * 1024 * 1024)));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> server.api(Duration.ofSeconds(30)).get("/v1/prompt", Map.of()))
			.satisfies((failure) -> assertThat(failure.category()).isEqualTo(FailureCategory.NETWORK));
	}

	@Test
	void saysThatAConnectionBroke() {
		server.get("/v1/prompt", WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

		assertThatExceptionOfType(BraintrustApiException.class)
			.isThrownBy(() -> server.api(Duration.ofSeconds(5)).get("/v1/prompt", Map.of()))
			.satisfies((failure) -> assertThat(failure.category()).isEqualTo(FailureCategory.NETWORK));
	}

	@Test
	void looksTheIdOfAProjectUpOnce() throws InterruptedException {
		server.get("/v1/project", RestServer.json("{\"objects\":[{\"id\":\"p-1\",\"name\":\"shop\"}]}"));
		ProjectReference project = new ProjectReference(server.api(Duration.ofSeconds(5)), "project_name:shop", null);

		assertThat(project.parameter()).isEqualTo(Map.entry("project_name", "shop"));
		assertThat(project.id()).isEqualTo("p-1");
		assertThat(project.id()).isEqualTo("p-1");
		assertThat(project.parameter()).isEqualTo(Map.entry("project_id", "p-1"));
		assertThat(server.requests("/v1/project")).hasSize(1);
	}

	@Test
	void saysThatThereIsNoSuchProject() {
		server.get("/v1/project", RestServer.json("{\"objects\":[]}"));
		ProjectReference project = new ProjectReference(server.api(Duration.ofSeconds(5)), "project_name:shop", null);

		assertThatExceptionOfType(BraintrustApiException.class).isThrownBy(project::id)
			.withMessageContaining("gai.braintrust.project-name")
			.satisfies((failure) -> assertThat(failure.httpStatus()).isEqualTo(404));
	}

	@Test
	void asksForAProjectWhereSpansGoToAnExperiment() {
		ProjectReference project = new ProjectReference(server.api(Duration.ofSeconds(5)), "experiment_id:e", null);

		assertThatExceptionOfType(BraintrustApiException.class).isThrownBy(project::id)
			.withMessageContaining("Set gai.braintrust.project-id");
	}

}
