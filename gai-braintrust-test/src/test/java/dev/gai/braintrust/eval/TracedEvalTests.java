package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.engine.EvalTestEngine;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTrace;
import dev.gai.braintrust.test.RecordedTraces;
import dev.gai.braintrust.test.sample.Assistant;
import dev.gai.braintrust.test.sample.WebApplication;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is traced of a case.
 */
@Tag("application")
class TracedEvalTests {

	@Test
	void aCaseIsATraceWithItsScores() {
		EngineTestKit.engine(EvalTestEngine.ID)
			.selectors(DiscoverySelectors.selectClass(Case.class))
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.started(2).succeeded(1).skipped(0).aborted(1));

		assertThat(Case.scored).containsExactly("chat gpt-4o-mini\n");
		assertThat(Case.whole).containsExactly("""
				spending
				  task
				    chat gpt-4o-mini
				  traced
				    chat judge
				""");
		assertThat(Case.purposes.get("judge")).contains("\"purpose\":\"scorer\"");
		assertThat(Case.purposes.get("application")).doesNotContain("purpose");
		assertThat(Case.result.costUsd()).isEqualByComparingTo("0.002");
		assertThat(Case.result.judgeCostUsd()).isEqualByComparingTo("0.5");
		assertThat(Case.result.tokens()).isEqualTo(120);
	}

	@SpringBootTest(classes = WebApplication.class, properties = "gai.braintrust.enabled=true")
	@AutoConfigureTraces
	static class Case {

		static final List<String> scored = new CopyOnWriteArrayList<>();

		static final List<String> whole = new CopyOnWriteArrayList<>();

		static final Map<String, String> purposes = new ConcurrentHashMap<>();

		static EvalResult result;

		@Autowired
		private Assistant assistant;

		@Autowired
		private GenAiTracer tracer;

		@Autowired
		private RecordedTraces traces;

		@Autowired
		private ApplicationContext application;

		static Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("one"), EvalCase.of("two"));
		}

		@EvalTest(name = "spending", data = "#cases", maxCostUsd = 0.1)
		String answers(EvalCase example) {
			return this.assistant.ask(example.input(String.class));
		}

		@EvalScorer
		double traced(RecordedTrace trace) {
			scored.add(trace.tree());
			return this.tracer.llm("openai", "judge").call((span) -> {
				span.cost(new BigDecimal("0.5"));
				return 1.0;
			});
		}

		@AfterEach
		void keep() {
			if (whole.isEmpty()) {
				RecordedTrace trace = this.traces.single();
				whole.add(trace.tree());
				purposes.put("judge", purpose(trace, "chat judge"));
				purposes.put("application", purpose(trace, "chat gpt-*"));
				scored.subList(1, scored.size()).clear();
				result = Evaluation.<String, String>named("direct")
					.application(this.application)
					.data(Stream.of(EvalCase.of("x")))
					.task(String.class, this.assistant::ask)
					.scorers(Scorer.of("judged", (output) -> List.of(dev.gai.braintrust.score.Score.of(judge()))))
					.run();
			}
		}

		private static String purpose(RecordedTrace trace, String span) {
			return String.valueOf(trace.span(span).attributes().get("braintrust.span_attributes"));
		}

		private double judge() {
			return this.tracer.llm("openai", "judge").call((span) -> {
				span.cost(new BigDecimal("0.5"));
				return 1.0;
			});
		}

	}

}
