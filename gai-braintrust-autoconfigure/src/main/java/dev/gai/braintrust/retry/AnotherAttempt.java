package dev.gai.braintrust.retry;

import java.io.Serial;
import java.time.Duration;

/**
 * Ends an attempt whose answer was an error, so that there is another one. Nobody but
 * what repeats the call sees it.
 */
final class AnotherAttempt extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Duration wait;

	AnotherAttempt(Duration wait) {
		super("Another attempt follows", null, false, false);
		this.wait = wait;
	}

	Duration getWait() {
		return this.wait;
	}

}
