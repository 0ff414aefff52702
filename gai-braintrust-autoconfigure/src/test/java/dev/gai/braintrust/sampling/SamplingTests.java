package dev.gai.braintrust.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which traces are sent, whatever the application's own sampling says.
 */
class SamplingTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void sendsNothingAtRatioZeroAndCountsIt() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(0).probability(1).start()) {
			run(pipeline, 10);

			pipeline.flush();
			assertThat(braintrust.requests()).isEmpty();
			assertThat(pipeline.counts().unsampled()).isEqualTo(20);
			assertThat(pipeline.appSpans()).hasSize(30);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.5, 1 })
	void keepsWholeTracesWhateverTheApplicationKeeps(double probability) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0.5)
			.probability(probability)
			.start()) {
			run(pipeline, 400);

			pipeline.flush();
			Map<String, List<String>> traces = braintrust.spans()
				.stream()
				.collect(Collectors.groupingBy(SentSpan::traceId,
						Collectors.mapping(SentSpan::name, Collectors.toList())));
			assertThat(traces.values())
				.allSatisfy((names) -> assertThat(names).containsExactlyInAnyOrder("invoke_agent a", "chat m"));
			assertThat(traces.size()).isBetween(140, 260);
			assertThat(pipeline.counts().unsampled()).isEqualTo(800 - 2 * traces.size());
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 1 })
	void leavesTheApplicationsOwnExporterAsItWasAndWithoutContent(double probability) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).probability(probability).start()) {
			run(pipeline, 5);

			assertThat(braintrust.awaitSpans(10)).hasSize(10);
			List<SpanData> own = pipeline.appSpans();
			assertThat(own).hasSize((probability == 0) ? 0 : 15);
			assertThat(own.toString()).doesNotContain("the prompt", "the answer", "braintrust.");
			assertThat(own).filteredOn((span) -> span.getName().equals("chat m")).allSatisfy((span) -> {
				Map<String, Object> attributes = span.getAttributes()
					.asMap()
					.entrySet()
					.stream()
					.collect(Collectors.toMap((entry) -> entry.getKey().getKey(), Map.Entry::getValue));
				assertThat(attributes).containsEntry("gen_ai.usage.input_tokens", 3L)
					.containsEntry("gen_ai.request.temperature", 0.5)
					.containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
			});
		}
	}

	@Test
	void keepsTheTraceStateOfASamplerThatDrops() {
		TraceState state = TraceState.builder().put("ot", "th:8").build();
		SamplingResult result = new RecordingSampler(new Dropping(state)).shouldSample(Context.root(),
				"0af7651916cd43dd8448eb211c80319c", "n", SpanKind.INTERNAL, Attributes.empty(), List.of());

		assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_ONLY);
		assertThat(result.getUpdatedTraceState(TraceState.getDefault())).isEqualTo(state);
	}

	@Test
	void decidesByTheLastBitsOfTheTraceIdAtTheEdges() {
		String low = "ffffffffffffffffff" + "00000000000000";
		String high = "000000000000000000" + "ffffffffffffff";
		assertThat(new TraceRatio(0).keeps(low)).isFalse();
		assertThat(new TraceRatio(1e-9).keeps(low)).isTrue();
		assertThat(new TraceRatio(0.999999).keeps(high)).isFalse();
		assertThat(new TraceRatio(1).keeps(high)).isTrue();
		List<Double> refused = new ArrayList<>(List.of(-0.1, 1.1, Double.NaN));
		assertThat(refused)
			.allSatisfy((ratio) -> assertThatIllegalArgumentException().isThrownBy(() -> new TraceRatio(ratio)));
	}

	private static void run(TracedPipeline pipeline, int traces) {
		for (int i = 0; i < traces; i++) {
			pipeline.genAi().agent("a").input("the prompt").run((agent) -> {
				pipeline.otel().spanBuilder("plain").startSpan().end();
				pipeline.genAi()
					.llm("p", "m")
					.temperature(0.5)
					.input("the prompt")
					.run((llm) -> llm.output("the answer").usage(3, 4).finishReason("stop"));
			});
		}
	}

	private record Dropping(TraceState state) implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return new SamplingResult() {

				@Override
				public SamplingDecision getDecision() {
					return SamplingDecision.DROP;
				}

				@Override
				public Attributes getAttributes() {
					return Attributes.empty();
				}

				@Override
				public TraceState getUpdatedTraceState(TraceState parentTraceState) {
					return Dropping.this.state;
				}

			};
		}

		@Override
		public String getDescription() {
			return "dropping";
		}

	}

}
