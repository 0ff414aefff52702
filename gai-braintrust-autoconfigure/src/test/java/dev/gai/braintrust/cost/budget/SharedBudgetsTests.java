package dev.gai.braintrust.cost.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.testing.Calls;
import dev.gai.braintrust.testing.RedisServer;
import dev.gai.braintrust.usage.CallLabels;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Instances of an application that share their budgets over a real Redis.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnabledIf("dev.gai.braintrust.testing.RedisServer#isInstalled")
@Tag("application")
class SharedBudgetsTests {

	private static final CallLabels ANYBODY = new CallLabels("groq", "x", null, Map.of());

	private static RedisServer redis;

	private final String prefix = "test:" + System.nanoTime() + ":";

	private final List<Instance> instances = new ArrayList<>();

	@BeforeAll
	static void startRedis() throws Exception {
		redis = RedisServer.run();
	}

	@AfterAll
	static void stopRedis() throws Exception {
		redis.close();
	}

	@AfterEach
	void stop() {
		this.instances.forEach((instance) -> instance.upkeep.close());
	}

	@Test
	void refusesWhatAnotherInstanceHasSpent() {
		Instance one = instance("1", "1h");
		Instance two = instance("1", "1h");
		one.spend("0.7");
		two.budgets.check(ANYBODY);
		two.spend("0.4");

		Awaitility.await().until(() -> one.refuses() && two.refuses());
		assertThat(one.spent()).isEqualTo("1.1");
		assertThat(two.spent()).isEqualTo("1.1");
		assertThat(one.budgets.states().get(0).shared()).isTrue();
		assertThat(one.events).hasSize(1);
		assertThat(two.events).hasSize(1);
	}

	@Test
	void sharesTheDayOfTheCalendarAndTellsAnInstanceThatStartsLater() {
		Instance one = instance("1", "month");
		one.spend("2");
		Awaitility.await().until(() -> !redis.template().keys(this.prefix + "*").isEmpty());

		Instance late = instance("1", "month");
		// The account is made by whoever asks first.
		Awaitility.await().until(late::refuses);
		assertThat(late.spent()).isEqualTo("2");
	}

	@Test
	void losesAndDoublesNothingWhenManyThreadsOfManyInstancesSpend() throws Exception {
		List<Instance> all = List.of(instance("1000", "1h"), instance("1000", "1h"), instance("1000", "1h"),
				instance("1000", "1h"));
		ExecutorService executor = Executors.newFixedThreadPool(16);
		List<Future<Void>> futures = new ArrayList<>();
		for (int thread = 0; thread < 16; thread++) {
			Instance instance = all.get(thread % 4);
			Callable<Void> work = () -> {
				for (int i = 0; i < 500; i++) {
					instance.spend("0.000000123457");
				}
				return null;
			};
			futures.add(executor.submit(work));
		}
		for (Future<Void> future : futures) {
			future.get();
		}
		executor.shutdown();

		BigDecimal expected = new BigDecimal("0.000000123457").multiply(BigDecimal.valueOf(8000)).stripTrailingZeros();
		Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
			for (Instance instance : all) {
				assertThat(instance.spent()).isEqualTo(expected);
			}
		});
	}

	@Test
	void countsWhatWasToldOnceAlthoughTheAnswerGotLost() {
		RedisSharedSpending real = new RedisSharedSpending(redis.template(), this.prefix);
		AtomicBoolean lose = new AtomicBoolean(true);
		Instance one = new Instance(budget("1", "1h"), (account, instance, own, first, keep) -> {
			Map<Long, Long> answer = real.exchange(account, instance, own, first, keep);
			if (!own.isEmpty() && lose.getAndSet(false)) {
				throw new IllegalStateException("connection reset");
			}
			return answer;
		}, Duration.ofHours(1));
		one.spend("0.25");
		one.upkeep.round();
		assertThat(one.budgets.states().get(0).shared()).isFalse();
		one.spend("0.25");
		one.upkeep.round();

		Instance other = new Instance(budget("1", "1h"), real, Duration.ofHours(1));
		other.budgets.check(ANYBODY);
		other.upkeep.round();
		assertThat(one.spent()).isEqualTo("0.5");
		assertThat(other.spent()).isEqualTo("0.5");
		assertThat(one.budgets.states().get(0).shared()).isTrue();
	}

	@Test
	void countsAloneWhileWhatIsSharedThrowsErrors() {
		AtomicBoolean broken = new AtomicBoolean(true);
		Instance one = new Instance(budget("1", "1h"), (account, instance, own, first, keep) -> {
			if (broken.get()) {
				throw new NoClassDefFoundError("Missing");
			}
			return Map.of();
		}, Duration.ofHours(1));
		one.spend("0.25");
		one.upkeep.round();
		assertThat(one.budgets.states().get(0).shared()).isFalse();
		assertThat(one.spent()).isEqualTo("0.25");

		broken.set(false);
		one.upkeep.round();
		assertThat(one.budgets.states().get(0).shared()).isTrue();
	}

	@Test
	void countsAloneWhileRedisIsGoneAndTellsTheOthersAfterwards(CapturedOutput output) throws Exception {
		try (RedisServer mortal = RedisServer.run()) {
			Instance one = instance(mortal, "1", "1h");
			Instance two = instance(mortal, "1", "1h");
			one.spend("0.3");
			Awaitility.await().until(() -> two.knows("0.3"));

			mortal.kill();
			two.spend("0.4");
			Awaitility.await().until(() -> !two.budgets.states().get(0).shared());
			assertThat(two.spent()).isEqualTo("0.7");
			two.spend("0.3");
			assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> two.budgets.check(ANYBODY));

			// Back, with an empty memory.
			mortal.start();
			Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> one.knows("1") && two.knows("1"));
			assertThat(output.toString().split("Budgets are not shared between instances for now", -1))
				.hasSizeBetween(2, 3);
			assertThat(output).contains("Budgets are shared between instances again");
			one.upkeep.close();
			two.upkeep.close();
		}
	}

	@Test
	void tellsTheOthersWhatWasSpentLastWhenItIsClosed() {
		Instance one = new Instance(budget("1", "1h"), new RedisSharedSpending(redis.template(), this.prefix),
				Duration.ofHours(1));
		one.upkeep.start();
		Awaitility.await().until(() -> one.budgets.states().get(0).shared());
		one.spend("0.4");
		one.upkeep.close();

		Instance other = instance("1", "1h");
		Awaitility.await().until(() -> other.knows("0.4"));
	}

	@Test
	void keepsNoNameOfAUserAndNothingForEver() {
		Budget budget = Budget.of("b", BigDecimal.ONE, "1h", "UTC", List.of("metadata.user_id"), BudgetAction.WARN);
		Instance one = new Instance(budget, new RedisSharedSpending(redis.template(), this.prefix),
				Duration.ofHours(1));
		one.budgets.add(Calls.costing("0.4", Map.of("user_id", "ann@example.com")));
		one.upkeep.round();

		assertThat(redis.template().keys(this.prefix + "*")).hasSize(1).allSatisfy((key) -> {
			assertThat(key).doesNotContain("ann");
			assertThat(redis.template().getExpire(key)).isPositive()
				.isLessThanOrEqualTo(Duration.ofHours(3).toSeconds());
		});
	}

	private Instance instance(String limit, String window) {
		return instance(redis, limit, window);
	}

	private Instance instance(RedisServer server, String limit, String window) {
		Instance instance = new Instance(budget(limit, window), new RedisSharedSpending(server.template(), this.prefix),
				Duration.ofMillis(20));
		instance.upkeep.start();
		this.instances.add(instance);
		return instance;
	}

	private static Budget budget(String limit, String window) {
		return Budget.of("shared", new BigDecimal(limit), window, "UTC", List.of(), BudgetAction.BLOCK);
	}

	/** One instance of an application. */
	private static final class Instance {

		private final List<BudgetExceededEvent> events = new CopyOnWriteArrayList<>();

		private final Budgets budgets;

		private final BudgetUpkeep upkeep;

		Instance(Budget budget, SharedSpending shared, Duration pause) {
			this.budgets = new Budgets(List.of(budget), 100, InstantSource.system(), this.events::add,
					UnaryOperator.identity());
			this.upkeep = new BudgetUpkeep(this.budgets, shared, pause);
		}

		void spend(String usd) {
			this.budgets.add(Calls.costing(usd, Map.of()));
		}

		boolean refuses() {
			try {
				this.budgets.check(ANYBODY);
				return false;
			}
			catch (BudgetExceededException ex) {
				return true;
			}
		}

		boolean knows(String usd) {
			refuses();
			return spent().compareTo(new BigDecimal(usd)) == 0;
		}

		BigDecimal spent() {
			return this.budgets.states().get(0).highest().get(0).spentUsd();
		}

	}

}
