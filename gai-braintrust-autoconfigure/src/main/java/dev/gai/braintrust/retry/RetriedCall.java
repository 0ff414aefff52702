package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import dev.gai.braintrust.guard.Work;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A call that is repeated on its own thread, by Spring's {@link RetryTemplate}. An
 * interrupt ends the wait: the last error is thrown, and the thread stays interrupted.
 */
final class RetriedCall implements RetryPolicy {

	private final CallRetries attempts;

	private Duration wait = Duration.ZERO;

	RetriedCall(CallRetries attempts) {
		this.attempts = attempts;
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // nothing else throws; null passes
													// through
	<X extends Throwable> @Nullable Object run(Work<@Nullable Object, X> attempt) throws X {
		try {
			return new RetryTemplate(this).execute(() -> {
				this.attempts.begin();
				Object answer = attempt.run();
				if (!(answer instanceof CompletionStage<?>)) {
					// What a future answers is judged once it has come, even if it is
					// here
					// already.
					this.attempts.answered(answer);
				}
				return answer;
			});
		}
		catch (RetryException ex) {
			throw (X) ex.getLastException();
		}
	}

	@Override
	public boolean shouldRetry(Throwable error) {
		Duration next = this.attempts.failed(error);
		this.wait = (next != null) ? next : Duration.ZERO;
		return next != null;
	}

	/**
	 * Only says what has been decided; the template waits.
	 */
	@Override
	public BackOff getBackOff() {
		return () -> (BackOffExecution) () -> this.wait.toMillis();
	}

}
