package dev.gai.braintrust.retry;

import java.net.ConnectException;
import java.time.Duration;

import dev.gai.braintrust.retry.Attempts.Told;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Attempts of calls that return a {@code Mono} or {@code Flux}, in virtual time.
 */
class RetriedPublishersTests {

	private final Attempts attempts = new Attempts();

	@Test
	void subscribesAgainToAMono() {
		StepVerifier.withVirtualTime(() -> mono(Attempts.THREE, failingMono(2, "fine")))
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(1))
			.expectNoEvent(Duration.ofSeconds(2))
			.expectNext("fine")
			.verifyComplete();

		assertThat(this.attempts.told).extracting(Told::number, Told::waited)
			.containsExactly(tuple(1, Duration.ofSeconds(1)), tuple(2, Duration.ofSeconds(2)));
	}

	@Test
	void growsTheWaitOfAMonoExponentially() {
		LlmRetryPolicy policy = LlmRetryPolicy.attempts(4).multiplier(3);

		StepVerifier.withVirtualTime(() -> mono(policy, failingMono(3, "fine")))
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(1 + 3 + 9))
			.expectNext("fine")
			.verifyComplete();
	}

	@Test
	void failsAMonoWithTheLastErrorUnchanged() {
		StepVerifier.withVirtualTime(() -> mono(Attempts.THREE, failingMono(9, "never")))
			.thenAwait(Duration.ofSeconds(3))
			.verifyErrorSatisfies(
					(error) -> assertThat(error).isInstanceOf(ConnectException.class).hasMessage("attempt 3"));

		assertThat(this.attempts.told).extracting(Told::exhausted).containsExactly(false, false, true);
	}

	@Test
	void givesEachSubscriptionItsOwnAttempts() {
		Mono<Object> mono = mono(Attempts.AT_ONCE, failingMono(2, "fine"));
		StepVerifier.create(mono).expectNext("fine").verifyComplete();
		this.attempts.calls.set(0);

		StepVerifier.create(mono).expectNext("fine").verifyComplete();
		assertThat(this.attempts.told).extracting(Told::number).containsExactly(1, 2, 1, 2);
	}

	@Test
	void stopsTheWaitOfAMonoThatIsCancelled() {
		StepVerifier.withVirtualTime(() -> mono(Attempts.THREE, failingMono(2, "fine")))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(500))
			.thenCancel()
			.verify();

		assertThat(this.attempts.calls).hasValue(1);
	}

	@Test
	void subscribesAgainToAFluxBeforeItsFirstElement() {
		StepVerifier
			.withVirtualTime(() -> flux(Attempts.THREE,
					Flux.defer(() -> (this.attempts.calls.incrementAndGet() <= 2) ? Flux.error(new ConnectException())
							: Flux.just("a", "b"))))
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(3))
			.expectNext("a")
			.expectNext("b")
			.verifyComplete();
	}

	@Test
	void doesNotSubscribeAgainToAFluxAfterItsFirstElement() {
		StepVerifier
			.create(flux(Attempts.AT_ONCE,
					Flux.defer(() -> Flux.just("a" + this.attempts.calls.incrementAndGet())
						.concatWith(Flux.error(new ConnectException("broken"))))))
			.expectNext("a1")
			.verifyErrorMessage("broken");

		assertThat(this.attempts.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(Attempts.told(1, null, false));
	}

	@Test
	void repeatsAPublisherWhereNobodySaidThatThereWouldBeOne() {
		Object result = this.attempts.call(Attempts.AT_ONCE, Object.class, () -> failingMono(1, "fine"));

		StepVerifier.create((Mono<?>) result).expectNextCount(1).verifyComplete();
		assertThat(this.attempts.told).hasSize(1);
	}

	@Test
	void leavesAConnectableFluxAlone() {
		Object connectable = Flux.just("a").publish();

		assertThat(this.attempts.call(Attempts.AT_ONCE, Flux.class, () -> connectable)).isSameAs(connectable);
	}

	@Test
	void doesNotBlockForAMethodThatThrowsInsteadOfReturningAPublisher() {
		assertThatThrownBy(
				() -> this.attempts.call(Attempts.THREE, Mono.class, this.attempts.failing(1, Mono.just("fine"))))
			.isInstanceOf(ConnectException.class);
		assertThat(this.attempts.calls).hasValue(1);
	}

	private Mono<Object> mono(LlmRetryPolicy policy, Mono<?> source) {
		return ((Mono<?>) this.attempts.call(policy, Mono.class, () -> source)).cast(Object.class);
	}

	private Flux<String> flux(LlmRetryPolicy policy, Flux<String> source) {
		return ((Flux<?>) this.attempts.call(policy, Flux.class, () -> source)).cast(String.class);
	}

	private Mono<Object> failingMono(int failures, Object value) {
		return Mono.fromCallable(() -> this.attempts.failing(failures, value).checked());
	}

}
