package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import dev.gai.braintrust.guard.Work;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/**
 * A future whose call is made again when it fails. No thread waits in between; a later
 * attempt finds the thread-locals of the first one, as far as they are known to
 * Micrometer's context propagation. Cancelling it cancels the attempt that is running and
 * keeps the next one from being made.
 */
final class RetriedStage extends CompletableFuture<@Nullable Object> {

	private final CallRetries attempts;

	private final Work<@Nullable Object, ?> attempt;

	private final BiConsumer<Duration, Runnable> later;

	private final ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();

	private volatile @Nullable CompletionStage<?> running;

	RetriedStage(CallRetries attempts, Work<@Nullable Object, ?> attempt, BiConsumer<Duration, Runnable> later) {
		this.attempts = attempts;
		this.attempt = attempt;
		this.later = later;
	}

	/**
	 * Makes the first attempt on this thread.
	 * @return this future
	 */
	RetriedStage startNow() {
		begin();
		return this;
	}

	/**
	 * Goes on with an attempt that has been made.
	 * @param stage its result
	 * @return this future
	 */
	RetriedStage follow(CompletionStage<?> stage) {
		this.running = stage;
		if (isCancelled()) {
			cancelRunning(true);
		}
		stage.whenComplete((value, error) -> {
			if (error == null) {
				answered(value);
			}
			else {
				failed(error);
			}
		});
		return this;
	}

	private void begin() {
		if (isDone()) {
			return;
		}
		this.attempts.begin();
		try {
			Object result = this.attempt.run();
			if (result instanceof CompletionStage<?> stage) {
				follow(stage);
			}
			else {
				answered(result);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void answered(@Nullable Object value) {
		try {
			this.attempts.answered(value);
			complete(value);
		}
		catch (AnotherAttempt ex) {
			failed(ex);
		}
	}

	private void failed(Throwable error) {
		if (isDone()) {
			return;
		}
		Throwable cause = error.getCause();
		Duration wait = this.attempts.failed((error instanceof CompletionException && cause != null) ? cause : error);
		if (wait == null) {
			completeExceptionally(error);
		}
		else {
			this.later.accept(wait, this.snapshot.wrap(this::begin));
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			cancelRunning(mayInterruptIfRunning);
		}
		return cancelled;
	}

	private void cancelRunning(boolean mayInterrupt) {
		if (this.running instanceof Future<?> future) {
			future.cancel(mayInterrupt);
		}
	}

}
