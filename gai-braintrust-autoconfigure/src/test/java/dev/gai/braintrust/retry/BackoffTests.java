package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BackoffTests {

	private static final LlmRetryPolicy POLICY = LlmRetryPolicy.attempts(6);

	@Test
	void growsLinearlyAsTheGuideSays() {
		assertThat(waits(POLICY, 0.5)).containsExactly(1000L, 2000L, 3000L, 4000L, 5000L);
	}

	@Test
	void growsExponentially() {
		assertThat(waits(POLICY.delay(Duration.ofMillis(100)).multiplier(2), 0.5)).containsExactly(100L, 200L, 400L,
				800L, 1600L);
	}

	@Test
	void isNeverLongerThanTheLongest() {
		assertThat(waits(POLICY.multiplier(10).maxDelay(Duration.ofSeconds(30)), 0.5)).containsExactly(1000L, 10_000L,
				30_000L, 30_000L, 30_000L);
		assertThat(waits(POLICY.multiplier(1e300), 1).get(4)).isEqualTo(30_000L);
	}

	@Test
	void isChangedByChanceInProportionToItself() {
		LlmRetryPolicy policy = POLICY.delay(Duration.ofMillis(100)).multiplier(2).jitter(Duration.ofMillis(20));

		assertThat(waits(policy, 0)).containsExactly(80L, 160L, 320L, 640L, 1280L);
		assertThat(waits(policy, 1)).containsExactly(120L, 240L, 480L, 960L, 1920L);
		assertThat(waits(policy.delay(Duration.ZERO), 1)).containsOnly(20L);
		assertThat(waits(policy.delay(Duration.ZERO), 0)).containsOnly(0L);
		assertThat(waits(policy.maxDelay(Duration.ofMillis(110)), 1)).containsOnly(110L);
	}

	@Test
	void waitsAsLongAsTheProviderAsks() {
		Backoff backoff = new Backoff(POLICY.jitter(Duration.ofMillis(500)), () -> 1);

		assertThat(backoff.afterFailures(3, Duration.ofSeconds(7))).isEqualTo(Duration.ofMillis(7500));
		assertThat(backoff.afterFailures(3, Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
		assertThat(backoff.afterFailures(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void givesUpWhereTheProviderAsksForMoreThanIsAllowed() {
		assertThat(new Backoff(POLICY, () -> 0.5).afterFailures(1, Duration.ofSeconds(31))).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void refusesAPolicyWithoutAttempts(int maxAttempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> LlmRetryPolicy.attempts(maxAttempts))
			.withMessageContaining("maxAttempts is " + maxAttempts);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY })
	void refusesWaitsThatShrink(double multiplier) {
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.multiplier(multiplier))
			.withMessageContaining("multiplier is");
	}

	@Test
	void refusesImpossibleDurations() {
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.delay(Duration.ofMillis(-1)))
			.withMessageContaining("delay is");
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.maxDelay(Duration.ofDays(400)))
			.withMessageContaining("maxDelay is");
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.jitter(Duration.ofMillis(-1)))
			.withMessageContaining("jitter is");
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.timeout(Duration.ofSeconds(Long.MAX_VALUE)))
			.withMessageContaining("timeout is");
	}

	private static List<Long> waits(LlmRetryPolicy policy, double random) {
		Backoff backoff = new Backoff(policy, () -> random);
		return IntStream.rangeClosed(1, 5)
			.mapToObj((failed) -> backoff.afterFailures(failed, null).toMillis())
			.toList();
	}

}
