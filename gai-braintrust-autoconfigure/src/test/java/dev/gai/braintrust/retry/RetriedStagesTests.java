package dev.gai.braintrust.retry;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import dev.gai.braintrust.retry.Attempts.Attempt;
import dev.gai.braintrust.retry.Attempts.Pending;
import dev.gai.braintrust.retry.Attempts.Told;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Attempts of calls that return a {@code CompletionStage}, whose waits the test ends.
 */
class RetriedStagesTests {

	private final Attempts attempts = new Attempts();

	@Test
	void callsAgainForAStageWithoutBlocking() throws Exception {
		CompletableFuture<?> result = future(
				this.attempts.call(Attempts.THREE, CompletableFuture.class, failingStages(2, "fine")));

		assertThat(result).isNotDone();
		assertThat(this.attempts.pending).extracting(Pending::waited).containsExactly(Duration.ofSeconds(1));
		runPending();
		assertThat(result).isNotDone();
		assertThat(this.attempts.pending).extracting(Pending::waited).containsExactly(Duration.ofSeconds(2));
		runPending();
		assertThat(result.get()).isEqualTo("fine");
		assertThat(this.attempts.told).extracting(Told::number, Told::waited)
			.containsExactly(tuple(1, Duration.ofSeconds(1)), tuple(2, Duration.ofSeconds(2)));
	}

	@Test
	void failsAStageWithTheLastErrorUnchanged() {
		CompletableFuture<?> result = future(
				this.attempts.call(Attempts.AT_ONCE, CompletionStage.class, failingStages(5, "never")));
		runPending();
		runPending();

		assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class).cause().hasMessage("attempt 3");
		assertThat(this.attempts.told).extracting(Told::exhausted).containsExactly(false, false, true);
	}

	@Test
	void looksIntoTheStagesInBetween() {
		CompletableFuture<?> result = future(this.attempts.call(Attempts.AT_ONCE, CompletionStage.class,
				() -> CompletableFuture.failedFuture(new CompletionException(new ConnectException()))));

		assertThat(this.attempts.told.get(0).error()).isInstanceOf(ConnectException.class);
		assertThat(result).isNotDone();
	}

	@Test
	void takesWhatAMethodThrowsForAFailedStage() throws Exception {
		CompletableFuture<?> result = future(this.attempts.call(Attempts.AT_ONCE, CompletableFuture.class,
				this.attempts.failing(1, CompletableFuture.completedFuture("fine"))));
		runPending();

		assertThat(result.get()).isEqualTo("fine");
	}

	@Test
	void followsAStageWhereNobodySaidThatThereWouldBeOne() throws Exception {
		CompletableFuture<?> result = future(
				this.attempts.call(Attempts.AT_ONCE, Object.class, failingStages(1, "fine")));
		runPending();

		assertThat(result.get()).isEqualTo("fine");
	}

	@Test
	void doesNotCallAgainWhenTheStageIsCancelled() {
		CompletableFuture<Object> running = new CompletableFuture<>();
		CompletableFuture<?> result = future(
				this.attempts.call(Attempts.AT_ONCE, CompletableFuture.class, this.attempts.failing(0, running)));

		result.cancel(true);

		assertThat(running).isCancelled();
		assertThat(this.attempts.pending).isEmpty();
		assertThat(this.attempts.told).isEmpty();
	}

	@Test
	void doesNotCallAgainWhenTheStageIsCancelledWhileItWaits() {
		CompletableFuture<?> result = future(
				this.attempts.call(Attempts.AT_ONCE, CompletableFuture.class, failingStages(2, "fine")));

		result.cancel(true);
		runPending();

		assertThat(this.attempts.calls).hasValue(1);
		assertThatThrownBy(result::get).isInstanceOf(CancellationException.class);
	}

	@Test
	void leavesAStageAloneWhoseTypeItCannotReplace() {
		OwnFuture own = new OwnFuture();
		own.completeExceptionally(new ConnectException());

		assertThat(this.attempts.call(Attempts.AT_ONCE, OwnFuture.class, this.attempts.failing(0, own))).isSameAs(own);
		assertThat(this.attempts.told).isEmpty();
	}

	private Attempt failingStages(int failures, Object value) {
		return () -> {
			int number = this.attempts.calls.incrementAndGet();
			return (number <= failures) ? CompletableFuture.failedFuture(new ConnectException("attempt " + number))
					: CompletableFuture.completedFuture(value);
		};
	}

	private void runPending() {
		List<Pending> due = new ArrayList<>(this.attempts.pending);
		this.attempts.pending.clear();
		due.forEach((work) -> work.work().run());
	}

	private static CompletableFuture<?> future(Object result) {
		return ((CompletionStage<?>) result).toCompletableFuture();
	}

	private static final class OwnFuture extends CompletableFuture<Object> {

	}

}
