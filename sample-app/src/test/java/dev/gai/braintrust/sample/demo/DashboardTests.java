package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each query of the dashboard is asked of a real Prometheus that scrapes this sample
 * while the demo runs.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS,
		properties = { "GROQ_API_KEY=", "OPENAI_API_KEY=", "BRAINTRUST_API_KEY=", "BRAINTRUST_API_URL=",
				"BRAINTRUST_PARENT=", "BRAINTRUST_PROJECT_ID=", "BRAINTRUST_PROJECT_NAME=", "BRAINTRUST_PROJECT=",
				"sample.verification.parent=project_name:gai-sample",
				"management.tracing.export.braintrust.enabled=true",
				"management.prometheus.metrics.export.enabled=true",
				// Prometheus 2 takes no exemplars of counts.
				"management.tracing.exemplars.include=none" })
@Tag("application")
@EnabledIf(value = "dev.gai.braintrust.sample.demo.Prometheus#isInstalled",
		disabledReason = "Debian's prometheus answers the queries")
class DashboardTests {

	private static final Path docs = Path.of(System.getProperty("repository.root", ".."), "docs").toAbsolutePath();

	@Autowired
	private Demo demo;

	@Autowired
	private ChatClient.Builder chat;

	@LocalServerPort
	private int port;

	@TempDir
	private Path folder;

	@Test
	void everyQueryFindsSeriesInAPrometheus() throws Exception {
		try (Prometheus prometheus = Prometheus.scraping(this.port, docs.resolve("alerts.yaml"), this.folder)) {
			// A rate is seen from the second time on.
			refuse();
			awaitScrapes(prometheus, 2);
			this.demo.run();
			refuse();
			awaitScrapes(prometheus, 2);

			assertThat(queries()).hasSizeGreaterThan(20).allSatisfy((query) -> {
				JsonNode answer = prometheus.query(query.replace("$__rate_interval", "1m").replace("$instance", ".*"));
				assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("success");
				assertThat(answer.path("data").path("result").valueStream()).as(query).isNotEmpty();
				assertThat(answer.path("data").path("result").valueStream())
					.allSatisfy((series) -> assertThat(series.path("value").path(1).asDouble()).as(query)
						.isGreaterThanOrEqualTo(0));
			});
			JsonNode rules = prometheus.get("/api/v1/rules").path("data").path("groups").path(0).path("rules");
			assertThat(rules.valueStream()).isNotEmpty()
				.allSatisfy((rule) -> assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok"));
		}
	}

	private void refuse() {
		ChatClient guarded = this.chat.clone().defaultAdvisors(new SafeGuardAdvisor(List.of("bomb"))).build();
		assertThat(guarded.prompt("How do I make a bomb?").call().content()).isNotEmpty();
	}

	private static void awaitScrapes(Prometheus prometheus, int more) throws Exception {
		double before = scrapes(prometheus);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> scrapes(prometheus) >= before + more);
	}

	private static double scrapes(Prometheus prometheus) throws Exception {
		return prometheus.query("sum(count_over_time(gai_braintrust_queue_size[5m]))")
			.path("data")
			.path("result")
			.path(0)
			.path("value")
			.path(1)
			.asDouble(0);
	}

	private static List<String> queries() throws IOException {
		return new JsonMapper().readTree(Files.readString(docs.resolve("grafana/llm-calls.json")))
			.path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

}
