package dev.gai.braintrust.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.guardrail.GuardrailCheck;
import dev.gai.braintrust.guardrail.GuardrailSpan;
import dev.gai.braintrust.guardrail.GuardrailVerdict;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.scoring.ScoringOutcome;
import dev.gai.braintrust.scoring.SpanScoring;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Alert rules and dashboard name only what an application shows when it is scraped.
 * Whether Prometheus finds series for the dashboard is asked of a real one in the tests
 * of the sample.
 */
@Tag("application")
class MonitoringFilesTests {

	private static final Path docs = Path.of(System.getProperty("repository.root", ".."), "docs");

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static String scrape = "";

	@BeforeAll
	static void useAnApplication() {
		String[] properties = Stream.concat(Stream.of(braintrust.properties()),
				Stream.of("management.metrics.distribution.percentiles-histogram.gai.llm=true",
						"gai.braintrust.cost.budgets[0].name=everything", "gai.braintrust.cost.budgets[0].limit-usd=1"))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run(properties)) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.agent("researcher").run((agent) -> {
				tracer.tool("search").run((span) -> span.output("x"));
				tracer.llm("openai", "gpt-4o")
					.run((span) -> span.costCenter("marketing", null)
						.usage(1000, 500)
						.cost(new BigDecimal("0.25"))
						.output("yes"));
			});
			GuardrailSpan.start(tracer.starter(), new GuardrailCheck("polite", true, "manual"), null)
				.decided(GuardrailVerdict.PASSED, null);
			Flux<String> stream = tracer.llm("openai", "gpt-4o").call((span) -> Flux.just("a", "b"));
			stream.blockLast();
			int[] attempts = new int[1];
			tracer.llm("groq", "llama").retry(LlmRetryPolicy.attempts(2).delay(Duration.ZERO)).call((span) -> {
				if (attempts[0]++ == 0) {
					throw new UncheckedIOException(new ConnectException());
				}
				return "saved";
			});
			assertThat(catchThrowable(() -> tracer.llm("groq", "llama")
				.retry(LlmRetryPolicy.attempts(2).delay(Duration.ZERO))
				.call((span) -> {
					throw new UncheckedIOException(new ConnectException());
				}))).isNotNull();
			Awaitility.await()
				.until(() -> context.getBean(SpanScoring.class).count("polite", ScoringOutcome.SCORED) >= 3);
			assertThat(context.getBeansOfType(GenAiFeedback.class)).hasSize(1);
			scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
		}
	}

	@Test
	void alertsNameWhatIsScraped() throws IOException {
		assertThat(names(expressions(load("alerts.yaml")))).isNotEmpty().isSubsetOf(scraped());
	}

	@Test
	void dashboardNamesWhatIsScraped() throws IOException {
		Set<String> named = names(String.join("\n", queries()));

		assertThat(named).isSubsetOf(scraped())
			.contains("gai_llm_duration_seconds_bucket", "gai_cost_center_cost_usd_total", "gai_budget_spent_usd",
					"gai_feedback_received_total", "gai_scores_sum", "gai_guardrail_total",
					"gai_braintrust_queue_size");
	}

	@Test
	void everyMeterOfOursIsOnTheDashboard() throws IOException {
		String dashboard = Files.readString(docs.resolve("grafana/llm-calls.json"));

		Set<String> missing = new TreeSet<>(scraped());
		missing.removeIf((name) -> dashboard.contains(name.replaceFirst("_(max|sum|count|bucket)$", "")));
		// Not on it: the steps of agents, and what Boot makes of observations.
		missing.removeIf((name) -> name.startsWith("gai_agent_steps") || name.contains("_active_")
				|| name.matches("gai_(task|step|retrieval)_seconds_.*"));
		assertThat(missing).isEmpty();
	}

	/**
	 * Where Debian's package {@code prometheus} is installed.
	 */
	@Test
	void alertsPassTheirTestsInPrometheus() throws Exception {
		Path promtool = Path.of("/usr/bin/promtool");
		Assumptions.assumeTrue(Files.isExecutable(promtool), "promtool tests the rules");

		for (List<String> command : List.of(List.of("check", "rules", "alerts.yaml"),
				List.of("test", "rules", "alerts.test.yaml"))) {
			Process process = new ProcessBuilder(
					Stream.concat(Stream.of(promtool.toString()), command.stream()).toList())
				.directory(docs.toFile())
				.redirectErrorStream(true)
				.start();
			String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(said).isZero();
			assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
		}
	}

	@Test
	void alertsAreAllTested() throws IOException {
		Set<String> alerts = find("alert: (\\w+)", Files.readString(docs.resolve("alerts.yaml")));

		assertThat(find("alertname: (\\w+)", Files.readString(docs.resolve("alerts.test.yaml")))).isEqualTo(alerts);
	}

	@Test
	void dashboardCanBeImported() throws IOException {
		JsonNode dashboard = dashboard();

		assertThat(dashboard.path("id").isMissingNode()).isTrue();
		assertThat(dashboard.path("templating").path("list").valueStream().map((node) -> node.path("name").asString()))
			.containsExactly("datasource", "instance");
		List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
		assertThat(panels.stream().map((panel) -> panel.path("id").asInt())).doesNotHaveDuplicates();
		assertThat(panels.stream().map((panel) -> panel.path("gridPos").toString())).doesNotHaveDuplicates();
		assertThat(panels).filteredOn((panel) -> !"row".equals(panel.path("type").asString()))
			.isNotEmpty()
			.allSatisfy((panel) -> {
				assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
				assertThat(panel.path("targets").valueStream()).isNotEmpty();
			});
		assertThat(queries()).allSatisfy((query) -> {
			assertThat(query.chars().filter((c) -> c == '(').count())
				.isEqualTo(query.chars().filter((c) -> c == ')').count());
			assertThat(query).contains("instance=~\"$instance\"");
		});
	}

	/** {@code gai_llm_errors_total{…} 1.0} and the comment with its type. */
	private static Set<String> scraped() {
		return find("(?m)^(gai_\\w+)", scrape);
	}

	private static Set<String> names(String expressions) {
		return find("\\b(gai_\\w+)", expressions);
	}

	private static Set<String> find(String pattern, String text) {
		Set<String> found = new TreeSet<>();
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		while (matcher.find()) {
			found.add(matcher.group(1));
		}
		return found;
	}

	private static List<String> queries() throws IOException {
		return dashboard().path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

	private static JsonNode dashboard() throws IOException {
		return new JsonMapper().readTree(Files.readString(docs.resolve("grafana/llm-calls.json")));
	}

	private static Object load(String file) throws IOException {
		return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(docs.resolve(file)));
	}

	private static String expressions(Object node) {
		StringBuilder found = new StringBuilder();
		if (node instanceof Map<?, ?> map) {
			map.forEach((key, value) -> found.append(key.equals("expr") ? value : expressions(value)).append('\n'));
		}
		else if (node instanceof List<?> list) {
			list.forEach((element) -> found.append(expressions(element)));
		}
		return found.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		PrometheusMeterRegistry prometheus() {
			return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		}

		@Bean
		SpanScorer polite() {
			return SpanScorer.of("polite", SpanFilter.model(), (span) -> Score.of(0.5));
		}

	}

}
