package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.testing.Calls;
import dev.gai.braintrust.testing.MovableClock;
import dev.gai.braintrust.usage.CallLabels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

@ExtendWith(OutputCaptureExtension.class)
class BudgetsTests {

	private static final CallLabels ANYBODY = new CallLabels("groq", "llama-3.3-70b-versatile", null, Map.of());

	private final MovableClock clock = new MovableClock("2026-11-27T10:00:00Z");

	private final List<BudgetExceededEvent> events = new CopyOnWriteArrayList<>();

	@Test
	void refusesCallsOnceTheLimitIsReached() {
		Budgets budgets = budgets(budget("daily", "1", "day", BudgetAction.BLOCK));
		spend(budgets, "0.99");
		budgets.check(ANYBODY);
		spend(budgets, "0.01");

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(ANYBODY))
			.satisfies((ex) -> {
				assertThat(ex)
					.hasMessage("Budget 'daily' of 1 USD per day (UTC) (1 USD) is spent, the call was not made");
				assertThat(ex.budget()).isEqualTo("daily");
				assertThat(ex.key()).isEmpty();
				assertThat(ex.limitUsd()).isEqualTo("1");
				assertThat(ex.spentUsd()).isEqualTo("1");
				assertThat(ex.resetsAt()).isEqualTo(Instant.parse("2026-11-28T00:00:00Z"));
			});
		assertThat(budgets.states()).singleElement()
			.satisfies((state) -> assertThat(state.refusedCalls()).isEqualTo(1));
	}

	@Test
	void tellsUsersApart() {
		Budgets budgets = budgets(Budget.of("per user", new BigDecimal("1"), "24h", "UTC", List.of("metadata.user_id"),
				BudgetAction.BLOCK));
		budgets.add(Calls.costing("2", Map.of("user_id", "ann")));

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(labels("ann")))
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo(Map.of("metadata.user_id", "ann"));
				assertThat(ex.resetsAt()).isNull();
			});
		assertThatNoException().isThrownBy(() -> budgets.check(labels("bob")));
		assertThat(budgets.states().get(0).highest()).extracting(BudgetState.Spent::key)
			.first()
			.isEqualTo(Map.of("metadata.user_id", "ann"));
	}

	@Test
	void doesNotLetMadeUpUsersSpendTheBudgetOfOthers() {
		Budgets budgets = new Budgets(List.of(Budget.of("per user", new BigDecimal("1"), "24h", "UTC",
				List.of("metadata.user_id"), BudgetAction.BLOCK)), 10, this.clock, this.events::add,
				UnaryOperator.identity());
		budgets.add(Calls.costing("0.6", Map.of("user_id", "ann")));
		for (int i = 0; i < 2_000; i++) {
			CallLabels madeUp = labels("made-up-" + i);
			budgets.check(madeUp);
			budgets.add(Calls.costing("0.001", Map.of("user_id", "made-up-" + i)));
		}

		assertThatNoException().isThrownBy(() -> budgets.check(labels("bob")));
		budgets.add(Calls.costing("0.5", Map.of("user_id", "ann")));
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(labels("ann")));
	}

	@Test
	void countsByProviderModelAndCostCenter() {
		Budgets budgets = budgets(Budget.of("b", new BigDecimal("1"), "1h", "UTC",
				List.of("provider", "model", "cost-center"), BudgetAction.BLOCK));
		budgets.add(Calls.costing("2", Map.of("cost.center", "search")));

		CallLabels same = new CallLabels("groq", "llama-3.3-70b-versatile", "search", Map.of());
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(same));
		budgets.check(ANYBODY);
		budgets.check(new CallLabels(null, null, null, Map.of()));
	}

	@Test
	void forgetsWithTheWindowThatRolls() {
		Budgets budgets = budgets(budget("hourly", "1", "1h", BudgetAction.BLOCK));
		spend(budgets, "0.6");
		this.clock.move(Duration.ofMinutes(30));
		spend(budgets, "0.6");
		this.clock.move(Duration.ofMinutes(30));
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(ANYBODY));

		this.clock.move(Duration.ofMinutes(2));
		budgets.check(ANYBODY);
		assertThat(budgets.states().get(0).highest().get(0).spentUsd()).isEqualTo("0.6");
	}

	@Test
	void beginsAgainWithTheDayOfTheTimeZone() {
		Budgets budgets = budgets(
				Budget.of("daily", new BigDecimal("1"), "day", "America/New_York", List.of(), BudgetAction.BLOCK));
		spend(budgets, "1");
		this.clock.set("2026-11-28T04:59:59Z");
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(ANYBODY))
			.satisfies((ex) -> assertThat(ex.resetsAt()).isEqualTo(Instant.parse("2026-11-28T05:00:00Z")));

		this.clock.set("2026-11-28T05:00:00Z");
		budgets.check(ANYBODY);
	}

	@Test
	void beginsAgainWithTheMonth() {
		Budgets budgets = budgets(budget("monthly", "1", "month", BudgetAction.BLOCK));
		this.clock.set("2026-12-31T23:59:59Z");
		spend(budgets, "1");
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(ANYBODY))
			.satisfies((ex) -> assertThat(ex.resetsAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z")));

		this.clock.set("2027-01-01T00:00:00Z");
		budgets.check(ANYBODY);
	}

	@Test
	void warnsOnceForEachWindowAndKey(CapturedOutput output) {
		Budgets budgets = budgets(
				Budget.of("b", new BigDecimal("1"), "1h", "UTC", List.of("metadata.user_id"), BudgetAction.WARN));
		for (int i = 0; i < 20; i++) {
			budgets.add(Calls.costing("0.25", Map.of("user_id", "ann")));
			budgets.add(Calls.costing("0.25", Map.of("user_id", "bob\nERROR forged")));
		}
		assertThat(this.events).hasSize(2);
		BudgetExcess excess = this.events.get(0).excess();
		assertThat(excess.budget()).isEqualTo("b");
		assertThat(excess.spentUsd()).isEqualTo("1");
		assertThat(excess.action()).isEqualTo(BudgetAction.WARN);
		assertThat(output.toString().lines().filter((line) -> line.contains("is spent"))).hasSize(2);
		assertThat(output).contains("bob?ERROR forged");

		this.clock.move(Duration.ofMinutes(30));
		budgets.add(Calls.costing("5", Map.of("user_id", "ann")));
		assertThat(this.events).hasSize(2);
		this.clock.move(Duration.ofMinutes(31));
		budgets.add(Calls.costing("5", Map.of("user_id", "ann")));
		assertThat(this.events).hasSize(3);
		budgets.check(labels("ann"));
	}

	@Test
	void changesNothingForCallsWithoutACost() {
		Budgets budgets = budgets(budget("b", "0.000001", "day", BudgetAction.BLOCK));
		budgets.add(Calls.of("groq", "x", null, "unknown_model", null));
		budgets.add(Calls.of("groq", "x", "0", null, null));

		budgets.check(ANYBODY);
		assertThat(budgets.states().get(0).keys()).isEqualTo(1);
	}

	@Test
	void saysOnTheHealthPageWhatIsSpentAndNotByWhom() {
		Budgets budgets = budgets(
				Budget.of("per user", BigDecimal.ONE, "24h", "UTC", List.of("metadata.user_id"), BudgetAction.HEALTH),
				budget("warned", "1", "24h", BudgetAction.WARN));
		assertThat(budgets.trouble()).isNull();
		budgets.add(Calls.costing("2", Map.of("user_id", "ann")));

		assertThat(budgets.trouble()).isEqualTo("Budget 'per user' of 1 USD per 24h is spent");
		budgets.check(labels("ann"));
		this.clock.move(Duration.ofHours(25));
		assertThat(budgets.trouble()).isNull();
	}

	@Test
	void countsKeysBeyondTheBoundTogetherUntilOldOnesAreForgotten() {
		Budgets budgets = new Budgets(
				List.of(Budget.of("b", BigDecimal.ONE, "1h", "UTC", List.of("metadata.user_id"), BudgetAction.BLOCK)),
				2, this.clock, this.events::add, UnaryOperator.identity());
		for (String user : List.of("a", "b", "c", "d")) {
			budgets.add(Calls.costing("0.5", Map.of("user_id", user)));
		}
		budgets.check(labels("a"));
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> budgets.check(labels("c")))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(Map.of("metadata.user_id", "other")));

		this.clock.move(Duration.ofHours(2));
		new BudgetUpkeep(budgets, null, Duration.ofHours(1)).round();
		budgets.add(Calls.costing("0.5", Map.of("user_id", "c")));
		assertThat(budgets.states().get(0).highest()).extracting(BudgetState.Spent::key)
			.contains(Map.of("metadata.user_id", "c"));
	}

	@Test
	void letsNobodyPassAfterTheLimitHoweverManyRace() throws Exception {
		Budgets budgets = budgets(budget("race", "1", "day", BudgetAction.BLOCK));
		int threads = 32;
		AtomicInteger made = new AtomicInteger();
		CyclicBarrier together = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<Integer>> refused = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			Callable<Integer> caller = () -> {
				together.await();
				int refusals = 0;
				for (int i = 0; i < 200; i++) {
					try {
						budgets.check(ANYBODY);
						made.incrementAndGet();
						spend(budgets, "0.01");
					}
					catch (BudgetExceededException ex) {
						refusals++;
					}
				}
				return refusals;
			};
			refused.add(executor.submit(caller));
		}
		int refusals = 0;
		for (Future<Integer> future : refused) {
			refusals += future.get();
		}
		executor.shutdown();

		// Those that had passed the check when the limit was reached may be too many, one
		// for each thread.
		assertThat(made.get()).isBetween(100, 100 + threads - 1);
		assertThat(made.get() + refusals).isEqualTo(threads * 200);
		assertThat(this.events).hasSize(1);
		assertThat(budgets.states().get(0).refusedCalls()).isEqualTo(refusals);
		assertThat(budgets.states().get(0).highest().get(0).spentUsd())
			.isEqualByComparingTo(new BigDecimal("0.01").multiply(BigDecimal.valueOf(made.get())));
	}

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					 '',     1,        day,    UTC,         provider,       has a name
					 b,      0,        day,    UTC,         provider,       above 0
					 b,      -1,       day,    UTC,         provider,       above 0
					 b,      1000001,  day,    UTC,         provider,       at most 1,000,000
					 b,      1,        week,   UTC,         provider,       'a window is day, month or a duration such as 1h, not week'
					 b,      1,        30s,    UTC,         provider,       not between a minute and 366 days
					 b,      1,        999999d, UTC,        provider,       not between a minute and 366 days
					 b,      1,        day,    Mars/Base,   provider,       there is no time zone Mars/Base
					 b,      1,        day,    UTC,         user,           not by user
					 b,      1,        day,    UTC,         metadata.,      not by metadata.
					""")
	void refusesWhatCannotBeMeant(String name, BigDecimal limit, String window, String zone, String by,
			String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Budget.of(name, limit, window, zone, List.of(by), BudgetAction.WARN))
			.withMessageContaining(message);
	}

	@Test
	void refusesTwoBudgetsOfTheSameName() {
		Budget budget = budget("b", "1", "90m", BudgetAction.WARN);
		assertThatIllegalArgumentException().isThrownBy(() -> budgets(budget, budget)).withMessageContaining("name b");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Budget.of("b", null, "day", "UTC", List.of(), BudgetAction.WARN));
	}

	private Budgets budgets(Budget... budgets) {
		return new Budgets(List.of(budgets), 1000, this.clock, this.events::add, UnaryOperator.identity());
	}

	private static Budget budget(String name, String limit, String window, BudgetAction action) {
		return Budget.of(name, new BigDecimal(limit), window, "UTC", List.of(), action);
	}

	private static void spend(Budgets budgets, String usd) {
		budgets.add(Calls.costing(usd, Map.of()));
	}

	private static CallLabels labels(String user) {
		return new CallLabels("groq", "llama-3.3-70b-versatile", null, Map.of("user_id", user));
	}

}
