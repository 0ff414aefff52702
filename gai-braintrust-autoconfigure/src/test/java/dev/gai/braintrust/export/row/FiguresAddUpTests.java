package dev.gai.braintrust.export.row;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.content.snapshot.ContentSnapshots;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.budget.Budget;
import dev.gai.braintrust.cost.budget.BudgetAction;
import dev.gai.braintrust.cost.budget.Budgets;
import dev.gai.braintrust.cost.catalog.BundledPrices;
import dev.gai.braintrust.guard.Picodollars;
import dev.gai.braintrust.metrics.CallMeters;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanSettings;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.UsageFigures;
import dev.gai.braintrust.usage.UsageLedger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/**
 * Thousands of calls of all kinds come to the same figures everywhere: in rows, the
 * ledger, meters, events and budgets. The seed is fixed, so that a failure comes again.
 */
@Tag("thorough")
class FiguresAddUpTests {

	private static final int CALLS = 2_500;

	private static final String[][] MODELS = { { "openai", "gpt-5" }, { "openai", "gpt-5-mini" },
			{ "openai", "gpt-4o" }, { "openai", "gpt-4o-audio-preview" }, { "azure.ai.openai", "gpt-4.1" },
			{ "groq", "llama-3.3-70b-versatile" }, { "openrouter", "openai/gpt-4o-mini" }, { "x_ai", "grok-4" },
			{ "deepseek", "deepseek-flash" }, { "perplexity", "sonar-pro" }, { "openai", "nobody-sells-this" } };

	private static final String[] TIERS = { "default", "flex", "priority", "batch", "scale", "auto" };

	private final Random random = new Random(20_261_128);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final UsageLedger ledger = new UsageLedger(List.of(), 1000, InstantSource.system(),
			UnaryOperator.identity());

	private final Budgets budgets = new Budgets(
			List.of(Budget.of("all", new BigDecimal("1000000"), "day", "UTC", List.of(), BudgetAction.WARN)), 1000,
			InstantSource.system(), (event) -> {
			}, UnaryOperator.identity());

	private final List<CompletedCall> events = new ArrayList<>();

	private final List<RowShape> rows = new ArrayList<>();

	private final List<SpanRecord> records = new ArrayList<>();

	private final GenAiTracer tracer = tracer();

	@Test
	void comeToTheSameEverywhere() {
		for (int i = 0; i < CALLS; i++) {
			call(i);
		}
		this.records.forEach((record) -> this.rows.add(new RowShape(record, false)));

		UsageFigures summed = this.ledger.report().all().total();
		long cost = sum(this.events, (call) -> (call.costUsd() != null) ? Picodollars.of(call.costUsd()) : 0);
		assertThat(cost).isPositive();
		assertThat(Picodollars.of(summed.costUsd())).isEqualTo(cost);
		assertThat(rows("estimated_cost", (usd) -> Picodollars.of((BigDecimal) usd))).isEqualTo(cost);
		assertThat(Picodollars.of(this.budgets.states().get(0).highest().get(0).spentUsd())).isEqualTo(cost);
		assertThat(meters("gai.llm.cost")).isCloseTo(summed.costUsd().doubleValue(), offset(1e-6));
		assertThat(this.events).hasSize((int) summed.requests()).hasSizeGreaterThan(CALLS);
		assertThat(meters("gai.llm.calls")).isEqualTo(summed.requests());
		assertThat(rows("prompt_tokens", (count) -> (Long) count)).isEqualTo(summed.tokens().get("input"))
			.isEqualTo(sum(this.events, (call) -> (call.usage() != null) ? orZero(call.usage().input()) : 0));
		assertThat(rows("completion_tokens", (count) -> (Long) count)).isEqualTo(summed.tokens().get("output"));
		assertEveryCallHasACostOrAReason();
	}

	@Test
	void countAllTokensOfVectorsWhateverTheCallIsSaidToBe() {
		Map<String, Object> vectors = Map.of("object", "list", "model", "text-embedding-3-small", "data",
				List.of(Map.of("object", "embedding", "index", 0, "embedding", List.of(0.1))), "usage",
				Map.of("prompt_tokens", 9, "total_tokens", 9));
		this.tracer.llm("openai", "text-embedding-3-small").call((span) -> vectors);
		this.tracer.embeddings("openai", "text-embedding-3-small").call((span) -> vectors);

		assertThat(this.records).hasSize(2)
			.allSatisfy((record) -> assertThat(metrics(new RowShape(record, false))).containsEntry("tokens", 9L));
	}

	private void assertEveryCallHasACostOrAReason() {
		TreeSet<String> sources = new TreeSet<>();
		TreeSet<String> reasons = new TreeSet<>();
		for (RowShape row : this.rows) {
			Map<String, Object> metadata = row.metadata();
			boolean priced = metrics(row).containsKey("estimated_cost");
			if (priced) {
				sources.add((String) metadata.get("cost.source"));
				assertThat(metadata).doesNotContainKey("cost.unavailable");
			}
			else if (metadata.get("cost.unavailable") != null) {
				reasons.add((String) metadata.get("cost.unavailable"));
				assertThat(metadata).doesNotContainKey("cost.source");
			}
		}
		assertThat(sources).containsExactly("catalog", "reported", "set");
		assertThat(reasons).contains("service_tier", "unknown_model", "unpriced_audio", "no_usage");
	}

	private void call(int number) {
		String[] model = MODELS[this.random.nextInt(MODELS.length)];
		switch (this.random.nextInt(12)) {
			case 0 -> anthropic();
			case 1 -> this.tracer.llm(model[0], model[1])
				.run((span) -> span.usage(this.random.nextInt(5000), 7).cost(BigDecimal.valueOf(number, 9)));
			case 2 -> this.tracer.llm(model[0], model[1]).run((span) -> span.output("says nothing of usage"));
			case 3 -> this.tracer.llm("openai", "gpt-5").call((outer) -> completion("openai", "gpt-5", number, () -> {
				this.tracer.llm(model[0], model[1]).call((inner) -> completion(model[0], model[1], -number, () -> {
				}));
			}));
			case 4 -> this.tracer.agent("a")
				.run((agent) -> this.tracer.llm("openai", "gpt-5")
					.call((outer) -> this.tracer.llm("openai", "gpt-5")
						.call((inner) -> completion("openai", "gpt-5", number, () -> {
						}))));
			case 5 -> failed(model);
			case 6 -> this.tracer.llm(model[0], model[1])
				.call((span) -> Flux.just(completion(model[0], model[1], number, () -> {
				})))
				.blockLast();
			default -> this.tracer.llm(model[0], model[1]).call((span) -> completion(model[0], model[1], number, () -> {
			}));
		}
	}

	private void failed(String[] model) {
		try {
			this.tracer.llm(model[0], model[1]).run((span) -> {
				span.usage(this.random.nextInt(1000), 0);
				throw new IllegalStateException("no answer");
			});
		}
		catch (IllegalStateException ex) {
			// As expected.
		}
	}

	private Map<String, Object> completion(String provider, String model, int number, Runnable inside) {
		inside.run();
		int input = 1 + this.random.nextInt(400_000);
		int output = this.random.nextInt(20_000);
		Map<String, Object> usage = new LinkedHashMap<>();
		usage.put("prompt_tokens", input);
		usage.put("completion_tokens", output);
		usage.put("prompt_tokens_details", Map.of("cached_tokens", this.random.nextInt(input)));
		if (model.contains("audio")) {
			usage.put("completion_tokens_details", Map.of("audio_tokens", this.random.nextInt(output + 1)));
		}
		switch (provider) {
			case "openrouter" -> usage.put("cost", BigDecimal.valueOf(this.random.nextInt(1_000_000_000), 11));
			case "x_ai" -> usage.put("cost_in_usd_ticks", (long) this.random.nextInt(1_000_000_000));
			case "perplexity" ->
				usage.put("cost", Map.of("total_cost", BigDecimal.valueOf(this.random.nextInt(1_000_000), 7)));
			default -> {
			}
		}
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("id", "chatcmpl-" + number);
		document.put("object", "chat.completion");
		document.put("model", model);
		document.put("service_tier", TIERS[this.random.nextInt(TIERS.length)]);
		document.put("usage", usage);
		document.put("choices", List
			.of(Map.of("index", 0, "finish_reason", "stop", "message", Map.of("role", "assistant", "content", "Hi"))));
		return document;
	}

	private void anthropic() {
		Map<String, Object> usage = Map.of("input_tokens", this.random.nextInt(100_000), "output_tokens",
				this.random.nextInt(5000), "cache_read_input_tokens", this.random.nextInt(5000), "service_tier",
				this.random.nextBoolean() ? "standard" : "batch", "speed",
				this.random.nextBoolean() ? "fast" : "standard", "inference_geo",
				this.random.nextBoolean() ? "us" : "global", "server_tool_use",
				Map.of("web_search_requests", this.random.nextInt(3)));
		Map<String, Object> message = Map.of("id", "msg_" + this.random.nextLong(), "type", "message", "role",
				"assistant", "model", "claude-opus-4-6", "content", List.of(Map.of("type", "text", "text", "Hi")),
				"stop_reason", "end_turn", "usage", usage);
		this.tracer.llm("anthropic", "claude-opus-4-6").call((span) -> message);
	}

	private long rows(String metric, Function<Object, Long> value) {
		return sum(this.rows, (row) -> {
			Object figure = metrics(row).get(metric);
			return (figure != null) ? value.apply(figure) : 0L;
		});
	}

	private double meters(String name) {
		return this.registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
	}

	private static <T> long sum(List<T> items, Function<T, Long> value) {
		return items.stream().mapToLong((item) -> value.apply(item)).sum();
	}

	private static long orZero(Long number) {
		return Objects.requireNonNullElse(number, 0L);
	}

	private GenAiTracer tracer() {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		CompletedCalls completed = new CompletedCalls(List.of(this.ledger::add, this.budgets::add, this.events::add),
				InstantSource.system());
		return new GenAiTracer(observations,
				new SpanSettings(false, false, 10_000, new ContentSnapshots(JsonMapper.builder().build()),
						new ResponseReaders(ResponseReaders.builtIn()), (traceId, spanId) -> null)
					.withCosts(CostCalculator.of(BundledPrices.catalog()))
					.with(List.of(completed, new CallMeters(this.registry), this.records::add), List.of()));
	}

	private static Map<String, Object> metrics(RowShape row) {
		Map<String, Object> metrics = new HashMap<>();
		row.tellMetrics(metrics::put);
		return metrics;
	}

}
