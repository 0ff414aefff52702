package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.record.CallListener;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
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

	private final List<SpanResponse> responses = new ArrayList<>();

	private final GenAiTracer tracer = tracer(CostCalculator.of(BundledPrices.catalog()));

	@Test
	void pricesTheModelThatAnsweredAndNotAnotherThatWasAskedFor() {
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.responseModel("gpt-4o-mini").usage(1_000_000, 0));
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.responseModel("gpt-4o-2024-08-06").usage(1_000_000, 0));
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(1_000_000, 0));
		this.tracer.llm("openrouter", "openai/gpt-5-pro")
			.run((span) -> span.responseModel("acme/unlisted-70b").usage(1_000_000, 0));

		assertThat(this.calls.subList(0, 3)).extracting(CompletedCall::costUsd)
			.usingElementComparator(BigDecimal::compareTo)
			.containsExactly(new BigDecimal("0.15"), new BigDecimal("2.5"), new BigDecimal("2.5"));
		assertThat(this.calls.get(3).costUsd()).isNull();
		assertThat(this.calls.get(3).costUnavailable()).isEqualTo("unknown_model");
	}

	@Test
	void saysWhereSearchesOfTheWebAreNotInThePrice() {
		Usage searched = Usage.builder().input(100_000L).output(0L).webSearches(2L).build();
		this.tracer.llm("gcp.gemini", "gemini-2.5-flash").run((span) -> span.usage(searched));
		this.tracer.llm("anthropic", "claude-sonnet-4-5").run((span) -> span.usage(searched));
		this.tracer.llm("anthropic", "claude-sonnet-4-5").run((span) -> span.usage(100_000, 0));

		assertThat(this.calls).extracting(CompletedCall::costUsd)
			.usingElementComparator(BigDecimal::compareTo)
			.containsExactly(new BigDecimal("0.03"), new BigDecimal("0.32"), new BigDecimal("0.3"));
		assertThat(this.responses).extracting((response) -> response.callCost().excludes())
			.containsExactly("web_search", null, null);
	}

	@Test
	void saysWhichToolsOfTheProviderAreNotInThePrice() {
		List<Map<String, Object>> output = List.of(Map.of("type", "image_generation_call", "id", "ig_1"),
				Map.of("type", "code_interpreter_call", "id", "ci_1"), Map.of("type", "mcp_call", "id", "m_1"),
				Map.of("type", "web_search_call", "id", "w_1", "status", "failed", "action", Map.of("type", "search")),
				Map.of("type", "message", "role", "assistant", "content",
						List.of(Map.of("type", "output_text", "text", "Hi"))));
		this.tracer.llm("openai", "gpt-5")
			.capture(Capture.NONE)
			.call((span) -> Map.of("id", "resp_1", "object", "response", "status", "completed", "model", "gpt-5",
					"output", output, "usage", Map.of("input_tokens", 1000, "output_tokens", 100)));

		assertThat(this.responses.get(0).callCost().excludes()).isEqualTo("code_interpreter, image_generation");
		assertThat(this.responses.get(0).usage().webSearches()).isNull();
		assertThat(this.responses.get(0).cost()).isEqualByComparingTo("0.00225");
	}

	@Test
	void takesWhatTheProviderChargedAndKeepsTheListPriceBesideIt() {
		Map<String, Object> usage = Map.of("prompt_tokens", 1000, "completion_tokens", 100, "total_tokens", 1100,
				"cost", new BigDecimal("0.0000105"), "is_byok", true, "cost_details",
				Map.of("upstream_inference_cost", new BigDecimal("0.00021")));
		answer("openrouter", "openai/gpt-4o-mini", Map.of("usage", usage));
		answer("openrouter", "acme/unlisted-70b", Map.of("usage", usage));
		answer("xai", "grok-4",
				Map.of("usage", Map.of("prompt_tokens", 10, "completion_tokens", 1, "cost_in_usd_ticks", 37756000L)));
		answer("perplexity", "sonar-pro", Map.of("usage",
				Map.of("prompt_tokens", 7, "completion_tokens", 350, "cost", Map.of("total_cost", 0.011271))));
		answer("openai", "gpt-4o",
				Map.of("usage", Map.of("prompt_tokens", 1000, "completion_tokens", 500, "cost", -3)));

		assertThat(this.calls).extracting(CompletedCall::costUsd)
			.usingElementComparator(BigDecimal::compareTo)
			.containsExactly(new BigDecimal("0.0000105"), new BigDecimal("0.0000105"), new BigDecimal("0.0037756"),
					new BigDecimal("0.011271"), new BigDecimal("0.0075"));
		assertThat(this.calls).extracting(CompletedCall::costUnavailable).containsOnlyNulls();
		assertThat(this.responses).extracting((response) -> response.callCost().source())
			.containsExactly("reported", "reported", "reported", "reported", "catalog");
		assertThat(this.responses.get(0).callCost().listUsd()).isEqualByComparingTo("0.00021");
		assertThat(this.responses.get(0).billing().upstreamCostUsd()).isEqualByComparingTo("0.00021");
		assertThat(this.responses.get(1).callCost().listUsd()).isNull();
	}

	@Test
	void appliesTheTierOfTheAnswerAndElseOfTheRequest() {
		Map<String, Object> usage = Map.of("prompt_tokens", 8000, "completion_tokens", 500);
		answer("openai", "gpt-5", Map.of("usage", usage, "service_tier", "flex"));
		answer("openai", "gpt-5", Map.of("usage", usage, "service_tier", "default"));
		answer("openai", "gpt-5", Map.of("usage", usage, "service_tier", "scale"));
		this.tracer.llm("openai", "gpt-5")
			.run((span) -> span.requestParameter("service_tier", "flex").usage(8000, 500));
		this.tracer.llm("openai", "gpt-5")
			.run((span) -> span.requestParameter("service_tier", "auto").usage(8000, 500));

		assertThat(this.calls).extracting((call) -> (call.costUsd() != null) ? call.costUsd().toPlainString() : null)
			.containsExactly("0.0075", "0.015", null, "0.0075", "0.015");
		assertThat(this.calls.get(2).costUnavailable()).isEqualTo("service_tier");
		assertThat(this.responses.get(0).billing().serviceTier()).isEqualTo("flex");
	}

	private void answer(String provider, String model, Map<String, Object> answer) {
		Map<String, Object> document = new LinkedHashMap<>(answer);
		document.put("object", "chat.completion");
		document.put("model", model);
		document.put("choices", List.of(Map.of("index", 0, "finish_reason", "stop", "message",
				Map.of("role", "assistant", "content", "Hello"))));
		this.tracer.llm(provider, model).call((span) -> document);
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
		assertThat(lines).filteredOn((line) -> line.contains(" WARN ")).hasSize(3);
		// One line for all models without a price, which another test may have seen.
		assertThat(lines).filteredOn((line) -> line.contains(" INFO "))
			.hasSizeLessThanOrEqualTo(1)
			.allSatisfy((line) -> assertThat(line).contains("nobody?sells this").contains("cost.overrides"));
		assertThat(lines).anySatisfy((line) -> assertThat(line).contains("CACHED_INPUT (20) exceeds INPUT (10)"))
			.anySatisfy((line) -> assertThat(line).contains("negative usage: input=-5"))
			.anySatisfy((line) -> assertThat(line).contains("no usage was reported"));
	}

	@Test
	void letsTheApplicationHaveTheLastWord() {
		this.tracer.llm("openai", "gpt-4o").run((span) -> span.usage(1, 1).cost(new BigDecimal("7")));

		assertThat(this.calls).singleElement().satisfies((call) -> {
			assertThat(call.costUsd()).isEqualTo("7");
			assertThat(call.costUnavailable()).isNull();
		});
		assertThat(this.responses.get(0).callCost().source()).isEqualTo("set");
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
				RowPlacement.own());
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
					.with(List.of(listener, (record) -> this.responses.add(record.response())), List.of()));
	}

}
