package dev.gai.braintrust.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The wait after a failed attempt.
 */
final class Backoff {

	private final LlmRetryPolicy policy;

	private final DoubleSupplier random;

	/**
	 * Creates a backoff.
	 * @param policy the policy
	 * @param random numbers from 0 to 1
	 */
	Backoff(LlmRetryPolicy policy, DoubleSupplier random) {
		this.policy = policy;
		this.random = random;
	}

	/**
	 * The wait.
	 * @param failedAttempts how many attempts have failed, from 1
	 * @param retryAfter what the provider asks for, {@code null} if it does not
	 * @return the wait, {@code null} if the provider asks for a longer one than is
	 * allowed
	 */
	@Nullable Duration afterFailures(int failedAttempts, @Nullable Duration retryAfter) {
		double most = millis(this.policy.maxDelay());
		if (retryAfter != null) {
			// Never earlier than asked; a little later, so that not all come at once.
			double jitter = millis(this.policy.jitter()) * this.random.getAsDouble();
			return (millis(retryAfter) <= most) ? rounded(Math.min(millis(retryAfter) + jitter, most)) : null;
		}
		double growth = (this.policy.multiplier() == 1) ? failedAttempts
				: Math.pow(this.policy.multiplier(), failedAttempts - 1);
		double wait = Math.min(millis(this.policy.delay()) * growth, most);
		double scale = (this.policy.delay().isZero()) ? 1 : wait / millis(this.policy.delay());
		double change = millis(this.policy.jitter()) * scale * (2 * this.random.getAsDouble() - 1);
		return rounded(Math.min(Math.max(wait + change, 0), most));
	}

	private static double millis(Duration duration) {
		return duration.toNanos() / 1e6;
	}

	private static Duration rounded(double millis) {
		return Duration.ofMillis(Math.round(millis));
	}

}
