package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feedback over HTTP, beside the console, on Spring MVC and WebFlux.
 */
@Tag("application")
class FeedbackEndpointTests {

	private static final String PATH = "/v1/project_logs/p-1/feedback";

	private static final HttpClient client = HttpClient.newHttpClient();

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private URI uri;

	private String token;

	@BeforeEach
	void knowTheProject() {
		braintrust.rest("GET", "/v1/project", WireMock.okJson("{\"objects\":[{\"id\":\"p-1\",\"name\":\"demo\"}]}"));
		braintrust.rest("POST", PATH, WireMock.okJson("{\"status\":\"success\"}"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void takesWhatItMayAndNothingElse(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, 400)) {
			HttpResponse<String> taken = post("application/json; charset=UTF-8",
					body("\"scores\":{\"thumb\":1},\"comment\":\"thanks\""));
			assertThat(taken.statusCode()).isEqualTo(202);
			assertThat(taken.body()).isEmpty();
			Awaitility.await().until(() -> !braintrust.restRequests(PATH).isEmpty());
			assertThat(braintrust.restRequests(PATH).get(0).getBodyAsString()).contains("\"comment\":\"thanks\"",
					"\"thumb\":1");

			for (String contentType : List.of("text/plain", "application/x-www-form-urlencoded",
					"multipart/form-data; boundary=x", "application/jsonp", "application/json-seq", "nonsense", "")) {
				assertThat(post(contentType, body("\"comment\":\"x\"")).statusCode()).as(contentType).isEqualTo(400);
			}
			for (String said : List.of("\"scores\":{\"other\":1}", "\"scores\":{\"thumb\":2}",
					"\"scores\":{\"thumb\":-0.1}", "\"scores\":{\"thumb\":1e999}", "\"scores\":{\"thumb\":\"1\"}",
					"\"scores\":{\"thumb\":true}", "\"scores\":[1]", "\"scores\":\"thumb\"", "\"scores\":{}",
					"\"comment\":7", "\"comment\":\"\"", "\"comment\":[\"x\"]", "\"more\":1", "\"comment\":\"x\"} {",
					"\"comment\":" + "[".repeat(5000))) {
				assertThat(post("application/json", body(said)).statusCode()).as(said).isEqualTo(400);
			}
			for (String text : List.of("", "null", "[]", "7", "{", "<a/>")) {
				assertThat(post("application/json", text).statusCode()).as(text).isEqualTo(400);
			}
			assertThat(post("application/json", body("\"comment\":\"" + "x".repeat(4001) + "\"")).statusCode())
				.isEqualTo(413);
			assertThat(post("application/json", "x".repeat(1_000_000)).statusCode()).isEqualTo(413);
			assertOtherOriginsAndForgedTokensAreRefused();
			assertThat(context.getBean(GenAiFeedback.class).accepted()).isEqualTo(1);
			assertThat(context.getBean(GenAiFeedback.class).refused()).isEqualTo(15 + 7);
		}
		assertThat(braintrust.restRequests(PATH)).hasSize(1);
	}

	private void assertOtherOriginsAndForgedTokensAreRefused() throws Exception {
		HttpResponse<String> preflight = client.send(HttpRequest.newBuilder(this.uri)
			.header("Origin", "https://elsewhere.example")
			.header("Access-Control-Request-Method", "POST")
			.header("Access-Control-Request-Headers", "content-type")
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(preflight.headers().map().keySet())
			.noneMatch((name) -> name.toLowerCase().startsWith("access-control-allow"));
		for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
			HttpResponse<String> answer = client.send(
					HttpRequest.newBuilder(this.uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(method).isIn(403, 404, 405);
		}
		for (int i = 0; i < this.token.length(); i += 5) {
			char other = (this.token.charAt(i) == 'A') ? 'B' : 'A';
			String mutated = this.token.substring(0, i) + other + this.token.substring(i + 1);
			assertThat(post("application/json", body(mutated, "\"comment\":\"x\"")).statusCode()).as(mutated)
				.isEqualTo(403);
		}
		for (String forged : List.of("", "x", this.token + "A", this.token.substring(1), this.token.toLowerCase(),
				" " + this.token, this.token.replace('_', '/').replace('-', '+') + "=")) {
			assertThat(post("application/json", body(forged, "\"comment\":\"x\"")).statusCode()).as(forged)
				.isEqualTo(403);
		}
	}

	@Test
	void answersWithinAFloodAndTakesNoMoreOfItThanItMay() throws Exception {
		try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET, 100)) {
			List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 600)
				.mapToObj((i) -> client.sendAsync(request("application/json", body("\"scores\":{\"thumb\":1}")),
						HttpResponse.BodyHandlers.ofString()))
				.toList();
			Map<Integer, Long> answers = flood.stream()
				.map(CompletableFuture::join)
				.map(HttpResponse::statusCode)
				.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

			assertThat(answers).isEqualTo(Map.of(202, 100L, 429, 500L));
			assertThat(flood.get(599).join().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
			assertThat(context.getBean(GenAiFeedback.class).accepted()).isEqualTo(100);
			assertThat(post("application/json", body("\"comment\":\"x\"")).headers().firstValue("Retry-After"))
				.contains("60");
		}
	}

	private String body(String said) {
		return body(this.token, said);
	}

	private static String body(String token, String said) {
		return "{\"token\":\"" + token + "\"," + said + "}";
	}

	private HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
		return client.send(request(contentType, body), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest request(String contentType, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.uri)
			.header("Origin", "https://elsewhere.example")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		return (contentType.isEmpty() ? request : request.header("Content-Type", contentType)).build();
	}

	private ConfigurableApplicationContext start(WebApplicationType type, int maxPerMinute) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.console.enabled=true",
					"gai.braintrust.console.persistent=false", "gai.braintrust.feedback.endpoint.enabled=true",
					"gai.braintrust.feedback.endpoint.scores=thumb",
					"gai.braintrust.feedback.endpoint.max-per-minute=" + maxPerMinute)
			.run();
		this.uri = URI
			.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/gai/feedback");
		this.token = context.getBean(GenAiTracer.class).llm("openai", "m").call((span) -> span.feedbackToken());
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
