package dev.gai.braintrust.usage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.testing.Calls;
import dev.gai.braintrust.testing.MovableClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class UsageLedgerTests {

	private final MovableClock clock = new MovableClock("2026-11-27T10:00:30Z");

	private final UsageLedger ledger = new UsageLedger(List.of("user_id"), 3, this.clock, UnaryOperator.identity());

	@Test
	void sumsUpByProviderModelCostCenterAndMetadata() {
		this.ledger.add(Calls.costing("0.10", Map.of("cost.center", "search", "user_id", "ann")));
		this.ledger.add(Calls.costing("0.20", Map.of("user_id", 42)));
		this.ledger.add(Calls.of("openai", "gpt-4o", "0.05", null, "java.io.IOException"));

		UsageReport report = this.ledger.report();
		UsageFigures all = report.all().total();
		assertThat(all.requests()).isEqualTo(3);
		assertThat(all.errors()).isEqualTo(1);
		assertThat(all.costUsd()).isEqualTo(new BigDecimal("0.35"));
		assertThat(all.tokens())
			.isEqualTo(Map.of("input", 300L, "output", 60L, "cached_input", 120L, "reasoning", 15L));
		assertThat(report.since()).isEqualTo(Instant.parse("2026-11-27T10:00:30Z"));
		assertThat(report.errorsByCategory()).isEqualTo(Map.of("java.io.IOException", 1L));
		assertThat(cost(report.byProvider(), "groq")).isEqualTo("0.3");
		assertThat(report.byModel()).extracting(UsageReport.ModelUsage::model)
			.containsExactly("llama-3.3-70b-versatile", "gpt-4o");
		assertThat(report.byCostCenter()).containsOnlyKeys("search");
		assertThat(cost(report.byMetadata().get("user_id"), "ann")).isEqualTo("0.1");
		assertThat(cost(report.byMetadata().get("user_id"), "42")).isEqualTo("0.2");
	}

	@Test
	void forgetsInTheWindowsWhatIsOldAndNeverInTheTotal() {
		this.ledger.add(Calls.costing("1", Map.of()));
		this.clock.move(Duration.ofMinutes(59));
		this.ledger.add(Calls.costing("2", Map.of()));
		assertThat(this.ledger.report().all().lastHour().costUsd()).isEqualTo("3");

		this.clock.move(Duration.ofMinutes(2));
		assertThat(this.ledger.report().all().lastHour().costUsd()).isEqualTo("2");
		assertThat(this.ledger.report().all().lastDay().costUsd()).isEqualTo("3");

		this.clock.move(Duration.ofHours(23));
		this.ledger.add(Calls.costing("4", Map.of()));
		assertThat(this.ledger.report().all().lastHour().requests()).isEqualTo(1);
		assertThat(this.ledger.report().all().lastDay().costUsd()).isEqualTo("7");

		this.clock.move(Duration.ofDays(30));
		UsageReport.Windows all = this.ledger.report().all();
		assertThat(all.lastHour().requests()).isZero();
		assertThat(all.lastDay().requests()).isZero();
		assertThat(all.total().costUsd()).isEqualTo("7");
	}

	@Test
	void losesNothingWhenTheClockIsSetBack() {
		this.ledger.add(Calls.costing("1", Map.of()));
		this.clock.move(Duration.ofMinutes(-5));
		this.ledger.add(Calls.costing("2", Map.of()));

		assertThat(this.ledger.report().all().lastHour().costUsd()).isEqualTo("3");
	}

	@Test
	void sumsUpKeysBeyondTheBoundAsOther() {
		for (int i = 0; i < 10; i++) {
			this.ledger.add(Calls.of("p" + i, "m" + i, "1", null, null));
			this.ledger.add(Calls.costing("0", Map.of("user_id", "u" + i)));
		}

		UsageReport report = this.ledger.report();
		assertThat(report.byProvider()).hasSize(4).containsKeys("p0", "groq", "other");
		assertThat(cost(report.byProvider(), "other")).isEqualTo("8");
		assertThat(report.byModel()).hasSize(4)
			.filteredOn((model) -> model.model().equals("other"))
			.singleElement()
			.satisfies((model) -> assertThat(model.usage().total().requests()).isEqualTo(8));
		assertThat(report.byMetadata().get("user_id").get("other").total().requests()).isEqualTo(7);
		assertThat(report.all().total().requests()).isEqualTo(20);
	}

	@Test
	void namesModelsWithoutAPrice() {
		this.ledger.add(Calls.of("ollama", "my-model", null, "unknown_model", null));
		this.ledger.add(Calls.of("ollama", "my-model", null, "unknown_model", null));
		this.ledger.add(Calls.of("openai", "gpt-4o", null, "contradictory_usage", null));

		UsageReport report = this.ledger.report();
		assertThat(report.unpricedModels()).containsExactly(
				new UsageReport.UnpricedModel("ollama", "my-model", "unknown_model", 2),
				new UsageReport.UnpricedModel("openai", "gpt-4o", "contradictory_usage", 1));
		assertThat(report.all().total().unpriced()).isEqualTo(3);
		assertThat(report.all().total().costUsd()).isEqualTo("0");
	}

	@Test
	void doesNotLetFiguresThatCannotBeReduceASum() {
		CompletedCall call = Calls.costing("1", Map.of());
		Usage wrong = Usage.builder().input(-100L).output(7L).build();
		this.ledger.add(new CompletedCall(null, " ", "x".repeat(300), "chat", wrong, null, "negative_usage",
				Instant.EPOCH, Duration.ZERO, null, 2, null, true, null, Map.of(), null, null));
		this.ledger.add(call);

		UsageReport report = this.ledger.report();
		assertThat(report.all().total().tokens()).containsEntry("input", 100L).containsEntry("output", 27L);
		assertThat(report.all().total().retries()).isEqualTo(2);
		assertThat(report.all().total().cancelled()).isEqualTo(1);
		assertThat(report.byProvider()).containsKey("none");
		assertThat(report.unpricedModels()).singleElement()
			.satisfies((model) -> assertThat(model.model()).hasSize(200));
	}

	@Test
	void sumsExactlyWhatThirtyTwoThreadsAdd() throws Exception {
		int threads = 32;
		int calls = 3000;
		UsageLedger shared = new UsageLedger(List.of("user_id"), 100, InstantSource.system(), UnaryOperator.identity());
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<Void>> futures = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			String user = "u" + thread % 4;
			Callable<Void> work = () -> {
				for (int i = 0; i < calls; i++) {
					shared.add(Calls.costing("0.000000123457", Map.of("user_id", user)));
				}
				return null;
			};
			futures.add(executor.submit(work));
		}
		for (Future<Void> future : futures) {
			future.get();
		}
		executor.shutdown();

		UsageReport report = shared.report();
		BigDecimal expected = new BigDecimal("0.000000123457").multiply(BigDecimal.valueOf(threads * calls))
			.stripTrailingZeros();
		assertThat(report.all().total().requests()).isEqualTo(threads * calls);
		assertThat(report.all().total().costUsd()).isEqualTo(expected);
		assertThat(report.all().lastDay().costUsd()).isEqualTo(expected);
		assertThat(report.all().total().tokens()).containsEntry("input", 100L * threads * calls);
		assertThat(report.byMetadata().get("user_id")).hasSize(4)
			.allSatisfy((user, windows) -> assertThat(windows.total().requests()).isEqualTo(threads * calls / 4));
	}

	private static String cost(Map<String, UsageReport.Windows> windows, String key) {
		return windows.get(key).total().costUsd().toPlainString();
	}

	@Test
	void countsWhatUsersThinkForTheVersionOfThePrompt() {
		Map<String, Object> one = Map.of("prompt", Map.of("slug", "greeter", "version", "1"));
		Map<String, Object> two = Map.of("prompt", Map.of("slug", "greeter", "version", "2"));
		this.ledger.add(Calls.costing("1", one));
		this.ledger.add(Calls.costing("1", two));
		this.ledger.answered(one, List.of("call-1", "agent"));
		this.ledger.answered(two, List.of("call-2", "agent"));
		this.ledger.answered(Map.of("prompt", "no prompt"), List.of("call-3"));

		this.ledger.feedback("call-1", "thumb", 1);
		this.ledger.feedback("call-2", "thumb", 0);
		this.ledger.feedback("call-2", "thumb", 0.5);
		this.ledger.feedback("agent", "stars", 0.8);
		this.ledger.feedback("call-3", "thumb", 1);
		this.ledger.feedback("unknown", "thumb", 1);

		assertThat(this.ledger.report().byPrompt()).extracting(UsageReport.PromptUsage::feedback)
			.containsExactly(
					Map.of("thumb", new UsageReport.ScoreUsage(1, 1), "stars", new UsageReport.ScoreUsage(1, 0.8)),
					Map.of("thumb", new UsageReport.ScoreUsage(1, 0.5), "stars", new UsageReport.ScoreUsage(1, 0.8)));
	}

	@Test
	void countsFeedbackThatComesBeforeACallEndsAndNoMoreNamesThanItMay() {
		Map<String, Object> one = Map.of("prompt", Map.of("slug", "greeter", "version", "1"));
		this.ledger.add(Calls.costing("1", one));
		this.ledger.answered(one, List.of("agent"));
		for (int i = 0; i < 50; i++) {
			this.ledger.feedback("agent", "name-" + i, 1);
		}
		Map<String, Object> two = Map.of("prompt", Map.of("slug", "greeter"));
		this.ledger.add(Calls.costing("1", two));
		this.ledger.answered(two, List.of("agent"));

		assertThat(this.ledger.report().byPrompt()).allSatisfy((prompt) -> assertThat(prompt.feedback()).hasSize(20));
	}

}
