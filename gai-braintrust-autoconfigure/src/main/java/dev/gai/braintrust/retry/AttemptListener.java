package dev.gai.braintrust.retry;

import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Told of the attempts of one call. Must not throw.
 *
 * @since 0.1.0
 */
@Internal
public interface AttemptListener {

	/** Hears nothing. */
	AttemptListener NONE = (number, error, meaning, start, end, wait, exhausted) -> {
	};

	/**
	 * An attempt failed.
	 * @param number which attempt, from 1
	 * @param error why it failed
	 * @param meaning what the error means
	 * @param start when it began
	 * @param end when it failed
	 * @param wait how long the next attempt waits, {@code null} if there is none
	 * @param exhausted whether there is none although another one could have helped:
	 * attempts or time are used up
	 */
	void attemptFailed(int number, Throwable error, ErrorClassification meaning, Instant start, Instant end,
			@Nullable Duration wait, boolean exhausted);

}
