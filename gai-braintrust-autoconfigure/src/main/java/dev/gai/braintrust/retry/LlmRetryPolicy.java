package dev.gai.braintrust.retry;

import java.time.Duration;

import dev.gai.braintrust.promise.PublicApi;

/**
 * How often a call is tried and how long it waits in between:
 *
 * <pre class="code">
 * tracer.llm("groq", model).retry(LlmRetryPolicy.attempts(3).delay(Duration.ofSeconds(1))).call(...);
 * </pre>
 *
 * Only errors that are classified as retryable are tried again. A wait that the provider
 * asks for ({@code Retry-After}) takes precedence over the backoff; a call that would
 * have to wait longer than {@code maxDelay} for it gives up at once, as does one that
 * would exceed the {@code timeout}. Immutable.
 *
 * @param maxAttempts how often the call is made at most, the first time included; 1 means
 * that it is not repeated
 * @param delay wait after the first failure
 * @param multiplier growth of the wait: with 1.0 it is {@code attempt × delay}, above it
 * grows exponentially
 * @param maxDelay longest wait
 * @param jitter largest random change of a wait, in either direction; it grows as the
 * wait does
 * @param timeout time from the first attempt after which no other one begins; an attempt
 * that is running is not interrupted; zero for no limit
 * @since 0.1.0
 */
@PublicApi
public record LlmRetryPolicy(int maxAttempts, Duration delay, double multiplier, Duration maxDelay, Duration jitter,
		Duration timeout) {

	/** Of any duration; the arithmetic shall not overflow. */
	private static final Duration LONGEST = Duration.ofDays(366);

	/** A call that is made once. */
	public static final LlmRetryPolicy NONE = attempts(1);

	/**
	 * Creates a policy.
	 * @param maxAttempts how often the call is made at most
	 * @param delay wait after the first failure
	 * @param multiplier growth of the wait
	 * @param maxDelay longest wait
	 * @param jitter largest random change of a wait
	 * @param timeout time after which no attempt begins
	 * @throws IllegalArgumentException if {@code maxAttempts} or {@code multiplier} is
	 * less than 1, or a duration is negative or longer than a year
	 */
	public LlmRetryPolicy {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts is " + maxAttempts + ", it must be at least 1");
		}
		if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
			throw new IllegalArgumentException("multiplier is " + multiplier + ", it must be at least 1.0");
		}
		check("delay", delay);
		check("maxDelay", maxDelay);
		check("jitter", jitter);
		check("timeout", timeout);
	}

	private static void check(String name, Duration duration) {
		if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(name + " is " + duration + ", it must be from 0 to " + LONGEST);
		}
	}

	/**
	 * A policy with the defaults: a linear backoff by one second, 30 seconds at most,
	 * without jitter and time limit.
	 * @param maxAttempts how often the call is made at most, the first time included
	 * @return the policy
	 */
	public static LlmRetryPolicy attempts(int maxAttempts) {
		return new LlmRetryPolicy(maxAttempts, Duration.ofSeconds(1), 1.0, Duration.ofSeconds(30), Duration.ZERO,
				Duration.ZERO);
	}

	/**
	 * Changes the wait after the first failure.
	 * @param delay the wait
	 * @return the changed policy
	 */
	public LlmRetryPolicy delay(Duration delay) {
		return new LlmRetryPolicy(this.maxAttempts, delay, this.multiplier, this.maxDelay, this.jitter, this.timeout);
	}

	/**
	 * Changes the growth of the wait.
	 * @param multiplier the growth
	 * @return the changed policy
	 */
	public LlmRetryPolicy multiplier(double multiplier) {
		return new LlmRetryPolicy(this.maxAttempts, this.delay, multiplier, this.maxDelay, this.jitter, this.timeout);
	}

	/**
	 * Changes the longest wait.
	 * @param maxDelay the longest wait
	 * @return the changed policy
	 */
	public LlmRetryPolicy maxDelay(Duration maxDelay) {
		return new LlmRetryPolicy(this.maxAttempts, this.delay, this.multiplier, maxDelay, this.jitter, this.timeout);
	}

	/**
	 * Changes the largest random change of a wait.
	 * @param jitter the largest change
	 * @return the changed policy
	 */
	public LlmRetryPolicy jitter(Duration jitter) {
		return new LlmRetryPolicy(this.maxAttempts, this.delay, this.multiplier, this.maxDelay, jitter, this.timeout);
	}

	/**
	 * Changes the time after which no attempt begins.
	 * @param timeout the time, zero for no limit
	 * @return the changed policy
	 */
	public LlmRetryPolicy timeout(Duration timeout) {
		return new LlmRetryPolicy(this.maxAttempts, this.delay, this.multiplier, this.maxDelay, this.jitter, timeout);
	}

	/**
	 * Whether a call may be repeated.
	 * @return whether there is more than one attempt
	 */
	public boolean isEnabled() {
		return this.maxAttempts > 1;
	}

}
