package dev.gai.braintrust.eval;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import dev.gai.braintrust.test.sample.WebApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Functions of Braintrust, against a stand-in of its API.
 */
@Tag("application")
class HostedScorerTests {

	private static final JsonMapper json = new JsonMapper();

	private static final List<String> requests = Collections.synchronizedList(new ArrayList<>());

	private static volatile String answer = "";

	private static HttpServer braintrust;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() throws IOException {
		braintrust = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		braintrust.createContext("/v1/function", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
			String found = exchange.getRequestURI().getQuery() == null ? answer
					: exchange.getRequestURI().getQuery().contains("slug=unknown") ? "{\"objects\": []}"
							: "{\"objects\": [{\"id\": \"f-1\", \"slug\": \"polite\"}]}";
			byte[] bytes = found.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		braintrust.createContext("/v1/dataset", (exchange) -> {
			byte[] none = "{\"objects\": []}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, none.length);
			exchange.getResponseBody().write(none);
			exchange.close();
		});
		braintrust.start();
		application = new SpringApplicationBuilder(WebApplication.class).web(WebApplicationType.NONE)
			.properties("gai.braintrust.api-key=sk-hosted-0123456789",
					"gai.braintrust.api-url=http://127.0.0.1:" + braintrust.getAddress().getPort(),
					"gai.braintrust.project-id=5d5a8c1e-0000-4000-8000-000000000001",
					"gai.braintrust.cost.refresh.enabled=false", "gai.braintrust.export.spool.enabled=false",
					"gai.braintrust.eval.upload=never")
			.run();
	}

	@AfterAll
	static void stop() {
		application.close();
		braintrust.stop(0);
	}

	@BeforeEach
	void clear() {
		requests.clear();
	}

	@Test
	void areFoundOnceAndAskedForEachCase() {
		answer = "{\"name\": \"polite\", \"score\": 0.75, \"metadata\": {\"rationale\": \"It says please.\", \"choice\": \"B\"}}";

		EvalResult result = run(Scorers.hosted("polite"), application);

		NamedScore score = score(result, "polite");
		assertThat(score.value()).isEqualTo(0.75);
		assertThat(score.reason()).isEqualTo("It says please.");
		assertThat(score.metadata()).containsEntry("choice", "B");
		assertThat(requests).hasSize(3);
		assertThat(requests.get(0)).startsWith("GET /v1/function?project_id=5d5a8c1e").contains("slug=polite");
		assertThat(requests.get(1)).startsWith("POST /v1/function/f-1/invoke ");
		JsonNode body = json.readTree(requests.get(1).substring(requests.get(1).indexOf('{')));
		assertThat(body.path("input")).isEqualTo(
				json.readTree("{\"input\":\"one\",\"output\":\"out\",\"expected\":\"yes\",\"metadata\":{\"k\":1}}"));
	}

	@Test
	void mayGiveANumberOrNothing() {
		answer = "0.5";
		assertThat(score(run(Scorers.hosted("polite"), application), "polite").value()).isEqualTo(0.5);
		answer = "null";
		assertThat(run(Scorers.hosted("polite"), application).scores()).doesNotContainKey("polite");
	}

	@Test
	void sayWhatIsMissing() {
		assertThat(score(run(Scorers.hosted("unknown"), application), "unknown").error())
			.contains("Braintrust has no function 'unknown' in this project");
		assertThat(score(run(Scorers.hosted("polite"), null), "polite").error())
			.contains("A function of Braintrust needs a Spring test and an API key: set BRAINTRUST_API_KEY");
	}

	@Test
	void aDataSetThatIsNotThereIsNamed() {
		Evaluation<String, String> evaluation = Evaluation.<String, String>named("hosted")
			.data("braintrust:questions")
			.task((example) -> "out");

		assertThatIllegalArgumentException().isThrownBy(() -> evaluation.application(application).run())
			.withMessage("The cases cannot be read: Braintrust has no dataset 'questions' in this project");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<String, String>named("hosted")
				.data("braintrust:questions")
				.task((example) -> "out")
				.run())
			.withMessageContaining("make it a Spring test, @SpringBootTest for example");
	}

	private static NamedScore score(EvalResult result, String name) {
		return result.cases()
			.get(0)
			.scores()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static EvalResult run(Scorer scorer, ConfigurableApplicationContext application) {
		Evaluation<String, String> evaluation = Evaluation.<String, String>named("hosted")
			.data(List.of(EvalCase.of("one").expected("yes").metadata("k", 1), EvalCase.of("two").expected("yes")))
			.task((example) -> "out")
			.scorers(scorer);
		return ((application != null) ? evaluation.application(application) : evaluation).run();
	}

}
