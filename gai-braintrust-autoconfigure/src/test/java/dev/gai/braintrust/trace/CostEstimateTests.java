package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CostEstimateTests {

	private final List<CompletedCall> calls = new ArrayList<>();

	private final GenAiTracer tracer = tracer(CostCalculator.of(BundledPrices.catalog()));

	@Test
	void pricesTheModelThatAnsweredAndElseTheRequestedOne() {
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.responseModel("gpt-4o-mini").usage(1_000_000, 0));
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.responseModel("house-name").usage(1_000_000, 0));

		assertThat(this.calls).extracting(CompletedCall::costUsd)
			.usingElementComparator(BigDecimal::compareTo)
			.containsExactly(new BigDecimal("0.15"), new BigDecimal("2.5"));
		assertThat(this.calls).extracting(CompletedCall::model).containsOnly("gpt-4o");
	}

	@Test
	void saysOnceForAModelWhyAUsageHasNoCostAndRecordsTheUsageAsReported(CapturedOutput output) {
		Usage contradictory = Usage.builder().input(10L).output(1L).cachedInput(20L).build();
		UsageCarrier negative = () -> Usage.builder().input(-5L).output(1L).build();
		for (int i = 0; i < 3; i++) {
			this.tracer.llm("openai", "gpt-4.1").run((span) -> span.usage(contradictory));
			this.tracer.llm("openai", "gpt-4.1").call((span) -> negative);
			this.tracer.llm("openai", "gpt-4.1").run((span) -> span.output("no usage"));
			this.tracer.llm("openai", "nobody\nsells this").run((span) -> span.usage(1, 1));
		}

		assertThat(this.calls.subList(0, 4)).extracting(CompletedCall::costUnavailable)
			.containsExactly("contradictory_usage", "negative_usage", "no_usage", "unknown_model");
		assertThat(this.calls).extracting(CompletedCall::costUsd).containsOnlyNulls();
		assertThat(this.calls.get(0).usage()).isEqualTo(contradictory);
		assertThat(this.calls.get(1).usage()).isEqualTo(negative.usage());
		List<String> lines = output.toString().lines().filter((line) -> line.contains("have no cost")).toList();
		assertThat(lines).hasSize(4);
		assertThat(lines).filteredOn((line) -> line.contains(" WARN ")).hasSize(3);
		assertThat(lines).anySatisfy((line) -> assertThat(line).contains("CACHED_INPUT (20) exceeds INPUT (10)"))
			.anySatisfy((line) -> assertThat(line).contains("negative usage: input=-5"))
			.anySatisfy((line) -> assertThat(line).contains("no usage was reported"))
			.anySatisfy((line) -> assertThat(line).contains("nobody?sells this").contains("cost.overrides"));
	}

	@Test
	void letsTheApplicationHaveTheLastWord() {
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(1, 1).cost(new BigDecimal("7")));

		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.costUsd()).isEqualTo("7");
			assertThat(call.costUnavailable()).isNull();
		});
	}

	@Test
	void expectsNoUsageOfACallThatFailed() {
		try {
			this.tracer.llm("openai", "gpt-4o").run((span) -> {
				throw new IllegalStateException("secret of a prompt");
			});
		}
		catch (IllegalStateException ex) {
			// As expected.
		}

		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.costUnavailable()).isNull();
			assertThat(call.error()).isEqualTo("internal");
			assertThat(call.toString()).doesNotContain("secret");
		});
	}

	@Test
	void knowsWhatIsSaidAroundACallAndTheNearestWins() {
		this.tracer.agent("a")
			.with((span) -> span.costCenter("outer", null).metadata("user_id", "ann"))
			.run((agent) -> this.tracer.step("s")
				.with((span) -> span.costCenter("inner", null))
				.run((step) -> this.tracer.llm("openai", "gpt-4o")
					.with((span) -> span.metadata("tier", 3))
					.run((span) -> span.usage(1, 1))));

		CompletedCall call = this.calls.get(0);
		assertThat(call.costCenter()).isEqualTo("inner");
		assertThat(call.metadata()).containsEntry("user_id", "ann").containsEntry("tier", 3);
	}

	@Test
	void knowsWhatWasSaidAroundACallThatOutlivesIt() {
		ActiveSpan agent = this.tracer.agent("a").with((span) -> span.metadata("user_id", "ann")).start();
		ActiveSpan step = this.tracer.starter()
			.start(new SpanSpec(SpanType.STEP, "s", null, "manual", Capture.INHERIT),
					(span) -> span.metadata("step", 1), agent.observation());
		ActiveSpan call = this.tracer.starter()
			.start(new SpanSpec(SpanType.LLM, "", null, "manual", Capture.INHERIT), (span) -> span.model("gpt-4o"),
					step.observation());
		step.completed("x");
		agent.completed("x");
		call.completed("x");

		assertThat(this.calls.get(0).metadata()).containsAllEntriesOf(Map.of("user_id", "ann", "step", 1));
	}

	@Test
	void letsACallPassAGateThatFails() {
		CallGate broken = (request) -> {
			throw new IllegalStateException("gate");
		};
		new CallGates(List.of(broken)).check(record());

		assertThat(this.calls).isEmpty();
	}

	private SpanRecord record() {
		return new SpanRecord(new SpanSpec(SpanType.LLM, "", null, "manual", Capture.INHERIT), true, null,
				SpanPlace.own());
	}

	private GenAiTracer tracer(CostCalculator costs) {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		CallListener listener = new CompletedCalls(List.of(this.calls::add), InstantSource.system());
		return new GenAiTracer(registry,
				new SpanSettings(true, true, 10_000, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null)
					.withCosts(costs)
					.with(List.of(listener), List.of()));
	}

}
