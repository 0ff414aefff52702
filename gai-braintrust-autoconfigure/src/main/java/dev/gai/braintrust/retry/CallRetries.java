package dev.gai.braintrust.retry;

import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, one after the other: decides after each failure whether there
 * is another one. Thread-safe as far as attempts do not overlap, which they never do.
 */
final class CallRetries {

	private final LlmRetryPolicy policy;

	private final ErrorClassifiers errors;

	private final AttemptListener listener;

	private final RetryTime time;

	private final Backoff backoff;

	private final long firstNanos;

	private final Retrier.AnswerErrors answerErrors;

	private volatile int number;

	private volatile Instant start;

	CallRetries(LlmRetryPolicy policy, ErrorClassifiers errors, AttemptListener listener, RetryTime time,
			Retrier.AnswerErrors answerErrors) {
		this.answerErrors = answerErrors;
		this.policy = policy;
		this.errors = errors;
		this.listener = listener;
		this.time = time;
		this.backoff = new Backoff(policy, time.random());
		this.firstNanos = time.nanos().getAsLong();
		this.start = time.clock().instant();
	}

	/**
	 * An attempt begins.
	 */
	void begin() {
		this.start = this.time.clock().instant();
	}

	/**
	 * The attempt failed.
	 * @param error why
	 * @return how long to wait for the next one, {@code null} if there is none
	 */
	@Nullable Duration failed(Throwable error) {
		return (error instanceof AnotherAttempt another) ? another.getWait() : failed(error, true);
	}

	/**
	 * The attempt has an answer, which may be an error.
	 * @param answer the answer
	 * @throws AnotherAttempt if there is another attempt; the answer of the last one is
	 * what the caller is given
	 */
	void answered(@Nullable Object answer) {
		Throwable error = (answer != null) ? this.answerErrors.in(answer) : null;
		Duration wait = (error != null) ? failed(error) : null;
		if (wait != null) {
			throw new AnotherAttempt(wait);
		}
	}

	/**
	 * The attempt failed when a part of its result had already been delivered.
	 * @param error why
	 */
	void failedMidway(Throwable error) {
		failed(error, false);
	}

	@SuppressWarnings("NonAtomicOperationOnVolatileField") // attempts never overlap
	private @Nullable Duration failed(Throwable error, boolean repeatable) {
		this.number++;
		ErrorClassification meaning = this.errors.classify(error);
		boolean wanted = repeatable && meaning.retryable();
		Duration wait = wanted ? next(meaning.retryAfter()) : null;
		int failed = this.number;
		Guard.run("An attempt of a call is not shown", () -> this.listener.attemptFailed(failed, error, meaning,
				this.start, this.time.clock().instant(), wait, wanted && wait == null));
		return wait;
	}

	private @Nullable Duration next(@Nullable Duration retryAfter) {
		if (this.number >= this.policy.maxAttempts()) {
			return null;
		}
		Duration wait = this.backoff.afterFailures(this.number, retryAfter);
		if (wait == null || this.policy.timeout().isZero()) {
			return wait;
		}
		Duration passed = Duration.ofNanos(this.time.nanos().getAsLong() - this.firstNanos);
		return (passed.plus(wait).compareTo(this.policy.timeout()) < 0) ? wait : null;
	}

}
