package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after failures in a row.
 */
final class RetryDelay {

	/** A refused key or a wrong address does not mend itself: ask rarely, but ask. */
	private static final Duration PROBE = Duration.ofMinutes(1);

	private final Duration initial;

	private final Duration max;

	RetryDelay(Duration initial, Duration max) {
		this.initial = initial;
		this.max = max;
	}

	Duration after(Answer answer, int failuresInARow) {
		Duration asked = answer.retryAfter();
		if (asked != null) {
			// "Retry-After: 0" must not make a loop of requests.
			return (asked.compareTo(this.initial) < 0) ? this.initial : asked;
		}
		FailureCategory failure = answer.failure();
		if (failure != null && failure.isLasting()) {
			return PROBE;
		}
		double doubled = this.initial.toNanos() * Math.pow(2, Math.min(failuresInARow - 1, 30));
		// Shortened only: the longest wait is also how late the end of an outage is seen.
		double share = ThreadLocalRandom.current().nextDouble(0.6, 1);
		return Duration.ofNanos((long) (Math.min(doubled, this.max.toNanos()) * share));
	}

}
