package dev.gai.braintrust.eval.pace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.Evaluation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Cases within the rate limit of a provider.
 */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EvalPaceTests {

	@AfterEach
	void reset() {
		System.clearProperty(EvalPace.PROPERTY);
	}

	@Test
	void casesStartEvenly() {
		AtomicLong now = new AtomicLong(-5);
		EvalPace pace = new EvalPace(TimeUnit.SECONDS.toNanos(2), now::get);

		assertThat(pace.take()).isZero();
		assertThat(pace.take()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
		now.addAndGet(TimeUnit.SECONDS.toNanos(3));
		assertThat(pace.take()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
	}

	@Test
	void whatWasNotUsedIsNotMadeUpFor() {
		AtomicLong now = new AtomicLong();
		EvalPace pace = new EvalPace(TimeUnit.SECONDS.toNanos(2), now::get);
		now.set(TimeUnit.HOURS.toNanos(1));

		assertThat(pace.take()).isZero();
		assertThat(pace.take()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
	}

	@Test
	void nothingWaitsUnlessItIsSet() {
		EvalPace pace = EvalPace.get();

		assertThat(pace.take()).isZero();
		assertThat(pace.take()).isZero();
	}

	@Test
	void theSettingIsANumberForAMinute() {
		System.setProperty(EvalPace.PROPERTY, " 120 ");
		EvalPace pace = EvalPace.get();

		assertThat(pace.take()).isZero();
		assertThat(pace.take()).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(500));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "many", "1.5" })
	void aSettingThatIsNoneSaysWhatToWrite(String value) {
		System.setProperty(EvalPace.PROPERTY, value);

		assertThatIllegalArgumentException()
			.isThrownBy(() -> Evaluation.<Integer, String>named("x")
				.data(Stream.of(EvalCase.of(1)))
				.task((example) -> "")
				.run())
			.withMessage("gai.eval.cases-per-minute = " + value + ": write a number, 1 or more");
	}

}
