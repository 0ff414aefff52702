package dev.gai.braintrust.retry;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifiers;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Attempts of each type of result. Nothing here waits: what blocks waits for no or one
 * millisecond, what does not block waits in virtual time.
 */
class RetrierTests {

	private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

	private static final LlmRetryPolicy THREE = LlmRetryPolicy.attempts(3);

	private static final LlmRetryPolicy AT_ONCE = THREE.delay(Duration.ZERO);

	private final List<Told> told = new ArrayList<>();

	private final List<Pending> pending = new ArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private long nanos;

	private ErrorClassifiers errors = new ErrorClassifiers(List.of());

	@Test
	void callsAgainForAValue() {
		assertThat(call(AT_ONCE, String.class, failing(2, "fine"))).isEqualTo("fine");

		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, 0, false), told(2, 0, false));
		assertThat(this.told.get(0).error()).isInstanceOf(ConnectException.class);
	}

	@Test
	void letsSpringsTemplateWaitForABlockingCall() {
		LlmRetryPolicy policy = THREE.delay(Duration.ofMillis(1));

		assertThat(call(policy, String.class, failing(2, "fine"))).isEqualTo("fine");
		assertThat(this.told).extracting(Told::waited).containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
	}

	@Test
	void doesNotCallAgainWhatSucceeds() {
		assertThat(call(AT_ONCE, String.class, failing(0, null))).isNull();

		assertThat(this.told).isEmpty();
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void throwsTheLastErrorUnchanged() {
		List<Throwable> thrown = new ArrayList<>();

		Throwable last = catchThrowable(() -> call(AT_ONCE, String.class, () -> {
			thrown.add(new ConnectException("attempt " + (thrown.size() + 1)));
			throw thrown.get(thrown.size() - 1);
		}));

		assertThat(last).isSameAs(thrown.get(2)).hasMessage("attempt 3");
		assertThat(last.getSuppressed()).isEmpty();
		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, 0, false), told(2, 0, false), told(3, null, true));
	}

	@Test
	void doesNotCallAgainWhereAnotherAttemptCannotHelp() {
		IllegalArgumentException mistake = new IllegalArgumentException("A mistake");

		assertThatThrownBy(() -> call(AT_ONCE, String.class, () -> {
			throw mistake;
		})).isSameAs(mistake);
		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, null, false));
	}

	@Test
	void rethrowsErrorsOfTheMachine() {
		assertThatThrownBy(() -> call(AT_ONCE, String.class, () -> {
			throw new StackOverflowError();
		})).isInstanceOf(StackOverflowError.class);
		assertThat(this.told).hasSize(1);
	}

	@Test
	void doesNothingWithoutPolicy() {
		assertThatThrownBy(() -> call(LlmRetryPolicy.NONE, String.class, failing(1, "fine")))
			.isInstanceOf(ConnectException.class);
		assertThat(this.told).isEmpty();
	}

	@Test
	void waitsAsLongAsTheProviderAsks() {
		classify(new ErrorClassification(ErrorCategory.RATE_LIMITED, true, Duration.ofMillis(1)));

		call(THREE, String.class, failing(2, "fine"));

		assertThat(this.told).extracting(Told::waited).containsExactly(Duration.ofMillis(1), Duration.ofMillis(1));
	}

	@Test
	void givesUpAtOnceWhereTheProviderAsksForTooMuch() {
		classify(new ErrorClassification(ErrorCategory.RATE_LIMITED, true, Duration.ofMinutes(7)));

		assertThatThrownBy(() -> call(THREE, String.class, failing(2, "fine"))).isInstanceOf(ConnectException.class);
		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, null, true));
	}

	@Test
	void beginsNoAttemptAfterTheTimeLimit() {
		LlmRetryPolicy policy = LlmRetryPolicy.attempts(10).delay(Duration.ofMillis(1)).timeout(Duration.ofSeconds(5));

		assertThatThrownBy(() -> call(policy, String.class, () -> {
			this.nanos += Duration.ofSeconds(2).toNanos();
			throw new ConnectException();
		})).isInstanceOf(ConnectException.class);

		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, 1, false), told(2, 2, false), told(3, null, true));
	}

	@Test
	void endsTheWaitWhenInterrupted() throws Exception {
		CountDownLatch failed = new CountDownLatch(1);
		ConnectException error = new ConnectException();
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		Thread caller = new Thread(() -> {
			thrown.set(catchThrowable(() -> call(THREE.delay(Duration.ofSeconds(20)), String.class, () -> {
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
		assertThat(this.told).hasSize(1);
	}

	@Test
	void callsAgainForAStreamUntilItIsThere() {
		Object result = call(AT_ONCE, Stream.class, failing(2, Stream.of("a", "b")));

		assertThat(((Stream<?>) result).map(Object::toString).toList()).containsExactly("a", "b");
	}

	@Test
	void doesNotCallAgainForAStreamThatFailsLater() {
		Stream<Object> broken = Stream.generate(() -> {
			throw new IllegalStateException(new ConnectException());
		});

		Stream<?> result = (Stream<?>) call(AT_ONCE, Stream.class, failing(0, broken));

		assertThatThrownBy(result::findFirst).isInstanceOf(IllegalStateException.class);
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void callsAgainForAStageWithoutBlocking() throws Exception {
		CompletableFuture<?> result = future(call(THREE, CompletableFuture.class, failingStages(2, "fine")));

		assertThat(result).isNotDone();
		assertThat(this.pending).extracting(Pending::waited).containsExactly(Duration.ofSeconds(1));
		runPending();
		assertThat(result).isNotDone();
		assertThat(this.pending).extracting(Pending::waited).containsExactly(Duration.ofSeconds(2));
		runPending();
		assertThat(result.get()).isEqualTo("fine");
		assertThat(this.told).extracting(Told::number, Told::waited)
			.containsExactly(tuple(1, Duration.ofSeconds(1)), tuple(2, Duration.ofSeconds(2)));
	}

	@Test
	void failsAStageWithTheLastErrorUnchanged() {
		CompletableFuture<?> result = future(call(AT_ONCE, CompletionStage.class, failingStages(5, "never")));
		runPending();
		runPending();

		assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class).cause().hasMessage("attempt 3");
		assertThat(this.told).extracting(Told::exhausted).containsExactly(false, false, true);
	}

	@Test
	void looksIntoTheStagesInBetween() {
		CompletableFuture<?> result = future(call(AT_ONCE, CompletionStage.class,
				() -> CompletableFuture.failedFuture(new CompletionException(new ConnectException()))));

		assertThat(this.told.get(0).error()).isInstanceOf(ConnectException.class);
		assertThat(result).isNotDone();
	}

	@Test
	void takesWhatAMethodThrowsForAFailedStage() throws Exception {
		CompletableFuture<?> result = future(
				call(AT_ONCE, CompletableFuture.class, failing(1, CompletableFuture.completedFuture("fine"))));
		runPending();

		assertThat(result.get()).isEqualTo("fine");
	}

	@Test
	void followsAStageWhereNobodySaidThatThereWouldBeOne() throws Exception {
		CompletableFuture<?> result = future(call(AT_ONCE, Object.class, failingStages(1, "fine")));
		runPending();

		assertThat(result.get()).isEqualTo("fine");
	}

	@Test
	void doesNotCallAgainWhenTheStageIsCancelled() {
		CompletableFuture<Object> running = new CompletableFuture<>();
		CompletableFuture<?> result = future(call(AT_ONCE, CompletableFuture.class, failing(0, running)));

		result.cancel(true);

		assertThat(running).isCancelled();
		assertThat(this.pending).isEmpty();
		assertThat(this.told).isEmpty();
	}

	@Test
	void doesNotCallAgainWhenTheStageIsCancelledWhileItWaits() {
		CompletableFuture<?> result = future(call(AT_ONCE, CompletableFuture.class, failingStages(2, "fine")));

		result.cancel(true);
		runPending();

		assertThat(this.calls).hasValue(1);
		assertThatThrownBy(result::get).isInstanceOf(CancellationException.class);
	}

	@Test
	void leavesAStageAloneWhoseTypeItCannotReplace() {
		OwnFuture own = new OwnFuture();
		own.completeExceptionally(new ConnectException());

		assertThat(call(AT_ONCE, OwnFuture.class, failing(0, own))).isSameAs(own);
		assertThat(this.told).isEmpty();
	}

	@Test
	void subscribesAgainToAMono() {
		StepVerifier.withVirtualTime(() -> mono(THREE, failingMono(2, "fine")))
			.expectSubscription()
			.expectNoEvent(Duration.ofSeconds(1))
			.expectNoEvent(Duration.ofSeconds(2))
			.expectNext("fine")
			.verifyComplete();

		assertThat(this.told).extracting(Told::number, Told::waited)
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
		StepVerifier.withVirtualTime(() -> mono(THREE, failingMono(9, "never")))
			.thenAwait(Duration.ofSeconds(3))
			.verifyErrorSatisfies(
					(error) -> assertThat(error).isInstanceOf(ConnectException.class).hasMessage("attempt 3"));

		assertThat(this.told).extracting(Told::exhausted).containsExactly(false, false, true);
	}

	@Test
	void givesEachSubscriptionItsOwnAttempts() {
		Mono<Object> mono = mono(AT_ONCE, failingMono(2, "fine"));
		StepVerifier.create(mono).expectNext("fine").verifyComplete();
		this.calls.set(0);

		StepVerifier.create(mono).expectNext("fine").verifyComplete();
		assertThat(this.told).extracting(Told::number).containsExactly(1, 2, 1, 2);
	}

	@Test
	void stopsTheWaitOfAMonoThatIsCancelled() {
		StepVerifier.withVirtualTime(() -> mono(THREE, failingMono(2, "fine")))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(500))
			.thenCancel()
			.verify();

		assertThat(this.calls).hasValue(1);
	}

	@Test
	void subscribesAgainToAFluxBeforeItsFirstElement() {
		StepVerifier
			.withVirtualTime(() -> flux(THREE,
					Flux.defer(() -> (this.calls.incrementAndGet() <= 2) ? Flux.error(new ConnectException())
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
			.create(flux(AT_ONCE,
					Flux.defer(() -> Flux.just("a" + this.calls.incrementAndGet())
						.concatWith(Flux.error(new ConnectException("broken"))))))
			.expectNext("a1")
			.verifyErrorMessage("broken");

		assertThat(this.told).extracting(Told::number, Told::waited, Told::exhausted)
			.containsExactly(told(1, null, false));
	}

	@Test
	void repeatsAPublisherWhereNobodySaidThatThereWouldBeOne() {
		Object result = call(AT_ONCE, Object.class, () -> failingMono(1, "fine"));

		StepVerifier.create((Mono<?>) result).expectNextCount(1).verifyComplete();
		assertThat(this.told).hasSize(1);
	}

	@Test
	void leavesAConnectableFluxAlone() {
		Object connectable = Flux.just("a").publish();

		assertThat(call(AT_ONCE, Flux.class, () -> connectable)).isSameAs(connectable);
	}

	@Test
	void doesNotBlockForAMethodThatThrowsInsteadOfReturningAPublisher() {
		assertThatThrownBy(() -> call(THREE, Mono.class, failing(1, Mono.just("fine"))))
			.isInstanceOf(ConnectException.class);
		assertThat(this.calls).hasValue(1);
	}

	private void classify(ErrorClassification meaning) {
		this.errors = new ErrorClassifiers(List.of((error) -> meaning));
	}

	private Object call(LlmRetryPolicy policy, Class<?> declared, Attempt attempt) {
		RetryTime time = new RetryTime(Clock.fixed(NOW, ZoneOffset.UTC), () -> this.nanos,
				(wait, work) -> this.pending.add(new Pending(wait, work)), () -> 0.5);
		Retrier retrier = new Retrier(this.errors, (observation) -> (number, error, meaning, start, end, wait,
				exhausted) -> this.told.add(new Told(number, error, wait, exhausted)), time);
		return RetrierTests.<RuntimeException>unchecked(() -> retrier.call(policy, declared, null, attempt::run));
	}

	private Mono<Object> mono(LlmRetryPolicy policy, Mono<?> source) {
		return ((Mono<?>) call(policy, Mono.class, () -> source)).cast(Object.class);
	}

	private Flux<String> flux(LlmRetryPolicy policy, Flux<String> source) {
		return ((Flux<?>) call(policy, Flux.class, () -> source)).cast(String.class);
	}

	private Mono<Object> failingMono(int failures, Object value) {
		return Mono.fromCallable(() -> failing(failures, value).checked());
	}

	private Attempt failing(int failures, Object value) {
		return () -> {
			int number = this.calls.incrementAndGet();
			if (number <= failures) {
				throw new ConnectException("attempt " + number);
			}
			return value;
		};
	}

	private Attempt failingStages(int failures, Object value) {
		return () -> {
			int number = this.calls.incrementAndGet();
			return (number <= failures) ? CompletableFuture.failedFuture(new ConnectException("attempt " + number))
					: CompletableFuture.completedFuture(value);
		};
	}

	private void runPending() {
		List<Pending> due = new ArrayList<>(this.pending);
		this.pending.clear();
		due.forEach((work) -> work.work().run());
	}

	private static CompletableFuture<?> future(Object result) {
		return ((CompletionStage<?>) result).toCompletableFuture();
	}

	private static org.assertj.core.groups.Tuple told(int number, Integer waitMillis, boolean exhausted) {
		return tuple(number, (waitMillis != null) ? Duration.ofMillis(waitMillis) : null, exhausted);
	}

	private static org.assertj.core.groups.Tuple tuple(Object... values) {
		return org.assertj.core.groups.Tuple.tuple(values);
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> Object unchecked(Attempt attempt) throws X {
		try {
			return attempt.run();
		}
		catch (Throwable ex) {
			throw (X) ex;
		}
	}

	@FunctionalInterface
	private interface Attempt {

		Object run() throws Throwable;

		default Object checked() throws Exception {
			try {
				return run();
			}
			catch (IOException ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new AssertionError(ex);
			}
		}

	}

	private record Told(int number, Throwable error, Duration waited, boolean exhausted) {

	}

	private record Pending(Duration waited, Runnable work) {

	}

	private static final class OwnFuture extends CompletableFuture<Object> {

	}

}
