package dev.gai.braintrust.retry;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.retry.Attempts.Told;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Attempts of calls that return a value or a {@code Stream}. Nothing here waits for more
 * than a millisecond.
 */
class RetriedValuesTests {

	private final Attempts attempts = new Attempts();

	@Test
	void callsAgainForAValue() {
		assertThat(this.attempts.call(Attempts.AT_ONCE, String.class, this.attempts.failing(2, "fine")))
			.isEqualTo("fine");

		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, 0, false), Attempts.told(2, 0, false));
		assertThat(this.attempts.told.get(0).error()).isInstanceOf(ConnectException.class);
	}

	@Test
	void letsSpringsTemplateWaitForABlockingCall() {
		LlmRetryPolicy policy = Attempts.THREE.delay(Duration.ofMillis(1));

		assertThat(this.attempts.call(policy, String.class, this.attempts.failing(2, "fine"))).isEqualTo("fine");
		assertThat(this.attempts.told).extracting(Told::waited)
			.containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
	}

	@Test
	void doesNotCallAgainWhatSucceeds() {
		assertThat(this.attempts.call(Attempts.AT_ONCE, String.class, this.attempts.failing(0, null))).isNull();

		assertThat(this.attempts.told).isEmpty();
		assertThat(this.attempts.calls).hasValue(1);
	}

	@Test
	void throwsTheLastErrorUnchanged() {
		List<Throwable> thrown = new ArrayList<>();

		Throwable last = catchThrowable(() -> this.attempts.call(Attempts.AT_ONCE, String.class, () -> {
			thrown.add(new ConnectException("attempt " + (thrown.size() + 1)));
			throw thrown.get(thrown.size() - 1);
		}));

		assertThat(last).isSameAs(thrown.get(2)).hasMessage("attempt 3");
		assertThat(last.getSuppressed()).isEmpty();
		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, 0, false), Attempts.told(2, 0, false), Attempts.told(3, null, true));
	}

	@Test
	void doesNotCallAgainWhereAnotherAttemptCannotHelp() {
		IllegalArgumentException mistake = new IllegalArgumentException("A mistake");

		assertThatThrownBy(() -> this.attempts.call(Attempts.AT_ONCE, String.class, () -> {
			throw mistake;
		})).isSameAs(mistake);
		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, null, false));
	}

	@Test
	void rethrowsErrorsOfTheMachine() {
		assertThatThrownBy(() -> this.attempts.call(Attempts.AT_ONCE, String.class, () -> {
			throw new StackOverflowError();
		})).isInstanceOf(StackOverflowError.class);
		assertThat(this.attempts.told).hasSize(1);
	}

	@Test
	void doesNothingWithoutPolicy() {
		assertThatThrownBy(
				() -> this.attempts.call(LlmRetryPolicy.NONE, String.class, this.attempts.failing(1, "fine")))
			.isInstanceOf(ConnectException.class);
		assertThat(this.attempts.told).isEmpty();
	}

	@Test
	void waitsAsLongAsTheProviderAsks() {
		classify(new ErrorClassification(ErrorCategory.RATE_LIMITED, true, Duration.ofMillis(1)));

		this.attempts.call(Attempts.THREE, String.class, this.attempts.failing(2, "fine"));

		assertThat(this.attempts.told).extracting(Told::waited)
			.containsExactly(Duration.ofMillis(1), Duration.ofMillis(1));
	}

	@Test
	void givesUpAtOnceWhereTheProviderAsksForTooMuch() {
		classify(new ErrorClassification(ErrorCategory.RATE_LIMITED, true, Duration.ofMinutes(7)));

		assertThatThrownBy(() -> this.attempts.call(Attempts.THREE, String.class, this.attempts.failing(2, "fine")))
			.isInstanceOf(ConnectException.class);
		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, null, true));
	}

	@Test
	void beginsNoAttemptAfterTheTimeLimit() {
		LlmRetryPolicy policy = LlmRetryPolicy.attempts(10).delay(Duration.ofMillis(1)).timeout(Duration.ofSeconds(5));

		assertThatThrownBy(() -> this.attempts.call(policy, String.class, () -> {
			this.attempts.nanos += Duration.ofSeconds(2).toNanos();
			throw new ConnectException();
		})).isInstanceOf(ConnectException.class);

		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, 1, false), Attempts.told(2, 2, false), Attempts.told(3, null, true));
	}

	@Test
	void endsTheWaitWhenInterrupted() throws Exception {
		CountDownLatch failed = new CountDownLatch(1);
		ConnectException error = new ConnectException();
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			thrown.set(catchThrowable(
					() -> this.attempts.call(Attempts.THREE.delay(Duration.ofSeconds(20)), String.class, () -> {
						failed.countDown();
						throw error;
					})));
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		caller.start();
		assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();

		caller.interrupt();
		caller.join(TimeUnit.SECONDS.toMillis(10));

		assertThat(thrown.get()).isSameAs(error);
		assertThat(interrupted.get()).isTrue();
		assertThat(this.attempts.told).hasSize(1);
	}

	@Test
	void callsAgainForAStreamUntilItIsThere() {
		Object result = this.attempts.call(Attempts.AT_ONCE, Stream.class,
				this.attempts.failing(2, Stream.of("a", "b")));

		assertThat(((Stream<?>) result).map(Object::toString).toList()).containsExactly("a", "b");
	}

	@Test
	void doesNotCallAgainForAStreamThatFailsLater() {
		Stream<Object> broken = Stream.generate(() -> {
			throw new IllegalStateException(new ConnectException());
		});

		Stream<?> result = (Stream<?>) this.attempts.call(Attempts.AT_ONCE, Stream.class,
				this.attempts.failing(0, broken));

		assertThatThrownBy(result::findFirst).isInstanceOf(IllegalStateException.class);
		assertThat(this.attempts.calls).hasValue(1);
	}

	private void classify(ErrorClassification meaning) {
		this.attempts.errors = new ErrorClassifiers(List.of((error) -> meaning));
	}

}
