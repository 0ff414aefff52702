package dev.gai.braintrust.sampling;

import java.util.List;
import java.util.stream.Collectors;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which rule speaks for a trace.
 */
@Tag("thorough")
class SamplingRulesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void keepWholeTracesByAnyOfTheirSpans() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0)
			.rule(new SamplingRule(null, "gpt-5*", null, 1.0))
			.start()) {
			run(pipeline, "a", "gpt-4o");
			run(pipeline, "b", "gpt-5-mini");

			assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent b", "chat gpt-5-mini");
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 2);
		}
	}

	@Test
	void leaveOutWholeTracesThatTheRatioWouldKeep() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.rule(new SamplingRule(null, null, "nightly*", 0.0))
			.start()) {
			run(pipeline, "nightly import", "m");
			run(pipeline, "daily", "m");

			assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent daily", "chat m");
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 2);
		}
	}

	@Test
	void countInTheirOrderWhicheverSpanEndsFirst() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0.5)
			.rule(new SamplingRule(null, null, "invoke_agent billing", 1.0))
			.rule(new SamplingRule(null, "noisy", null, 0.0))
			.start()) {
			run(pipeline, "billing", "noisy");
			run(pipeline, "other", "noisy");

			assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent billing", "chat noisy");
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 2);
		}
	}

	@Test
	void areOverruledByKeepers() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.rule(new SamplingRule(null, "m", null, 0.0))
			.keeper((trace) -> trace.finished() && trace.spans().size() == 2)
			.start()) {
			run(pipeline, "a", "m");

			assertThat(braintrust.awaitSpans(2)).hasSize(2);
		}
	}

	@Test
	void keepTheirShareByTraceId() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0.1)
			.rule(new SamplingRule("P", null, null, 0.5))
			.start()) {
			for (int i = 0; i < 200; i++) {
				run(pipeline, "a", "m");
			}
			pipeline.flush();

			Awaitility.await().until(() -> pipeline.counts().undecided() == 0);
			TraceRatio half = new TraceRatio(0.5);
			assertThat(braintrust.spans()).allSatisfy((span) -> assertThat(half.keeps(span.traceId())).isTrue());
			assertThat(braintrust.spans().stream().collect(Collectors.groupingBy(SentSpan::traceId)).size())
				.isBetween(60, 140);
			assertThat(pipeline.counts().unsampled() + braintrust.spans().size()).isEqualTo(400);
		}
	}

	@Test
	void readTheNamesOfOtherInstrumentations() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0)
			.rule(new SamplingRule("openai", "*-turbo", "foreign*", 1.0))
			.start()) {
			foreign(pipeline, "foreign chat", "openai", "gpt-turbo");
			foreign(pipeline, "foreign chat", "azure", "gpt-turbo");
			foreign(pipeline, "foreign chat", "openai", "gpt");
			foreign(pipeline, "chat", "openai", "gpt-turbo");

			assertThat(braintrust.awaitSpans(1)).hasSize(1);
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 3);
		}
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4o, gpt-4o, true", "gpt-4o, GPT-4O, true", "gpt-4o, gpt-4o-mini, false", "gpt-*, gpt-4o, true",
			"gpt-*, gpt-, true", "gpt-*, a-gpt-4o, false", "*-mini, gpt-4o-mini, true", "*-mini, gpt-mini-2, false",
			"*4o*, gpt-4o-mini, true", "*4o*, gpt-4, false", "*, anything, true", "**, anything, true",
			"' gpt-4o ', gpt-4o, true" })
	void understandAStarAtTheStartOrTheEndOfAName(String pattern, String name, boolean matches) {
		assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(matches);
	}

	@Test
	void refuseNamesAndSharesThatCannotBe() {
		assertThat(List.of("", " ", "a*b", "*a*b", "a**")).allSatisfy((name) -> {
			assertThat(SamplingRule.isName(name)).isFalse();
			assertThatIllegalArgumentException().isThrownBy(() -> sampling(new SamplingRule(null, null, name, 1.0)));
		});
		assertThatIllegalArgumentException().isThrownBy(() -> sampling(new SamplingRule(null, null, null, 1.0)));
		assertThatIllegalArgumentException().isThrownBy(() -> sampling(new SamplingRule(null, "m", null, null)));
		assertThatIllegalArgumentException().isThrownBy(() -> sampling(new SamplingRule(null, "m", null, 1.5)));
	}

	@Test
	void decideAtTheStartWhereNothingElseCanFollow() {
		String low = "ffffffffffffffffff" + "00000000000000";
		String high = "000000000000000000" + "ffffffffffffff";
		TraceSampling rules = sampling(new SamplingRule(null, "m", null, 0.2), new SamplingRule(null, "n", null, 0.8));

		assertThat(rules.atStart(low)).isEqualTo(TraceDecision.KEPT);
		assertThat(rules.atStart(high)).isEqualTo(TraceDecision.LEFT_OUT);
		assertThat(rules.atStart("0".repeat(18) + "80000000000000")).isEqualTo(TraceDecision.UNDECIDED);
		assertThat(new TraceSampling(0.5, List.of(), List.of(TraceKeeper.failed())).atStart(high))
			.isEqualTo(TraceDecision.UNDECIDED);
	}

	private static TraceSampling sampling(SamplingRule... rules) {
		return new TraceSampling(0.5, List.of(rules), List.of());
	}

	private static void run(TracedPipeline pipeline, String agentName, String model) {
		pipeline.genAi()
			.agent(agentName)
			.run((agent) -> pipeline.genAi().llm("p", model).run((llm) -> llm.output("x")));
	}

	private static void foreign(TracedPipeline pipeline, String name, String provider, String model) {
		Span span = pipeline.otel().spanBuilder(name).startSpan();
		span.setAttribute("gen_ai.system", provider).setAttribute("gen_ai.request.model", model).end();
	}

}
