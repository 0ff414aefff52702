package dev.gai.braintrust.integration;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.dataset.DatasetRule;
import dev.gai.braintrust.endpoint.BraintrustEndpoint;
import dev.gai.braintrust.endpoint.LlmUsageEndpoint;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.scoring.ScoringOutcome;
import dev.gai.braintrust.scoring.SpanScoring;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.UsageReport;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scorers and rules as beans of an application.
 */
@Tag("application")
class ScoringTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	@Order(Order.DEFAULT + 1)
	static final HardCases hardCases = new HardCases(braintrust);

	@Test
	void scoresAddsHardCasesAndShowsBoth() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.scoring.scorers.off.ratio=0")) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.llm("p", "m").run((span) -> {
				span.input("What of sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD?").output("rude");
				span.metadata("prompt", Map.of("slug", "greeter", "version", "7"));
			});

			JsonNode low = hardCases.await(1).get(0);
			SentSpan call = braintrust.awaitSpan("chat m");
			SentSpan polite = braintrust.awaitSpan("polite");
			SentSpan relevant = braintrust.awaitSpan("relevant");
			assertThat(polite.parentId()).isEqualTo(call.spanId());
			assertThat(relevant.attribute("braintrust.scores")).isEqualTo("{\"relevant\":1.0}");
			assertThat(relevant.metadata().path("reason").asString()).isEqualTo("to the point");
			assertThat(low.path("input").asString()).startsWith("What of").doesNotContain("abcdefghij");
			assertThat(low.path("metadata").path("scores").path("polite").asDouble()).isEqualTo(0.2);
			assertThat(low.path("metadata").path("output").asString()).isEqualTo("rude");
			assertThat(low.path("origin").path("id").asString()).isEqualTo(call.spanId());
			assertThat(low.path("origin").path("object_id").asString()).isEqualTo("p-1");
			assertThat(low.has("expected")).isFalse();

			tracer.agent("failing").input("2 / 0").run((span) -> span.error(new ArithmeticException("by zero")));

			JsonNode failed = hardCases.await(2).get(1);
			assertThat(failed.path("input").asString()).isEqualTo("2 / 0");
			assertThat(failed.path("metadata").path("error.message").asString()).isEqualTo("by zero");

			Map<String, Object> section = section(context, "scorers");
			assertThat(section.get("polite").toString()).contains("scored=1", "mean=0.2");
			assertThat(section.get("off").toString()).contains("ratio=0.0", "scored=0");
			assertThat(section.get("datasetRules").toString()).contains("hard-cases (low scores)={", "added=1");
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("gai.scores").tag("scorer", "polite").summary().mean()).isEqualTo(0.2);
			assertThat(meters.get("gai.scoring.spans")
				.tag("scorer", "polite")
				.tag("outcome", "scored")
				.functionCounter()
				.count()).isEqualTo(1);
			assertThat(meters.get("gai.feedback.received").functionCounters()).hasSize(7);
			UsageReport.PromptUsage prompt = context.getBean(LlmUsageEndpoint.class).usage().report().byPrompt().get(0);
			assertThat(prompt.slug()).isEqualTo("greeter");
			assertThat(prompt.version()).isEqualTo("7");
			assertThat(prompt.usage().total().requests()).isEqualTo(1);
			assertThat(prompt.scores().get("polite").mean()).isEqualTo(0.2);
		}
	}

	@Test
	void keepsBudgetsOfJudgesApart() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.cost.budgets[0].name=app",
				"--gai.braintrust.cost.budgets[0].limit-usd=1", "--gai.braintrust.cost.budgets[0].action=block",
				"--gai.braintrust.scoring.budgets[0].name=judges", "--gai.braintrust.scoring.budgets[0].limit-usd=1",
				"--gai.braintrust.scoring.budgets[0].action=block", "--test.judge=true")) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			SpanScoring scoring = context.getBean(SpanScoring.class);

			tracer.llm("p", "m").run((span) -> span.cost(new BigDecimal("0.1")));
			Awaitility.await().until(() -> scoring.count("judge", ScoringOutcome.SCORED) == 1);
			tracer.llm("p", "m").run((span) -> span.cost(new BigDecimal("0.1")));
			Awaitility.await().until(() -> scoring.count("judge", ScoringOutcome.OVER_BUDGET) == 1);

			LlmUsageEndpoint usage = context.getBean(LlmUsageEndpoint.class);
			assertThat(usage.usage().budgets().get(0).highest().get(0).spentUsd()).isEqualByComparingTo("0.2");
			assertThat(section(context, "scorers").get("budgets").toString()).contains("judges", "spentUsd=5");
		}
	}

	@Test
	void scoresNothingWhereThatIsSwitchedOff() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.scoring.enabled=false")) {
			assertThat(context.getBeansOfType(SpanScoring.class)).isEmpty();
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> section(ConfigurableApplicationContext context, String name) {
		return (Map<String, Object>) context.getBean(BraintrustEndpoint.class).status().get(name);
	}

	private ConfigurableApplicationContext run(String... more) {
		String[] properties = Stream
			.of(Stream.of(braintrust.properties()).map((property) -> "--" + property), Stream.of(more),
					Stream.of("--management.endpoints.web.exposure.include=*"))
			.flatMap((part) -> part)
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SpanScorer polite() {
			return SpanScorer.of("polite", SpanFilter.model(), (span) -> Score.of(0.2).reason("short"));
		}

		@Bean
		SpanScorer off() {
			return SpanScorer.of("off", SpanFilter.model(), (span) -> Score.of(0.2));
		}

		@Bean
		SpanScorer relevant() {
			Evaluator evaluator = (request) -> new EvaluationResponse(
					request.getUserText().startsWith("What of") && request.getResponseContent().equals("rude"),
					"to the point", Map.of());
			return SpanScorer.springAi("relevant", evaluator);
		}

		@Bean
		SpanScorer judge(Environment environment, ObjectProvider<GenAiTracer> tracer) {
			boolean wanted = environment.getProperty("test.judge", Boolean.class, false);
			return SpanScorer.of("judge", SpanFilter.model().ratio(wanted ? 1 : 0), (span) -> {
				tracer.getObject().llm("p", "judge").run((call) -> call.cost(new BigDecimal("5")));
				return Score.of(1);
			});
		}

		@Bean
		DatasetRule lowScores() {
			return DatasetRule.scoredBelow("hard-cases", 0.5).score("polite");
		}

		@Bean
		DatasetRule errors() {
			return DatasetRule.errors("hard-cases");
		}

	}

}
