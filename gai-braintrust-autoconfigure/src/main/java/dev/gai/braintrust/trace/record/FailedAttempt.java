package dev.gai.braintrust.trace.record;

import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call that failed and was, or could have been, repeated.
 *
 * @param number which attempt, from 1
 * @param error why it failed
 * @param meaning what the error means
 * @param start when it began
 * @param end when it failed
 * @param waited how long the next attempt waited, {@code null} if there was none or it is
 * not known
 * @since 0.1.0
 */
@Internal
public record FailedAttempt(int number, Throwable error, ErrorClassification meaning, Instant start, Instant end,
		@Nullable Duration waited) {

	/**
	 * {@return when the next attempt may have started}
	 */
	public Instant nextStart() {
		return (this.waited != null) ? this.end.plus(this.waited) : this.end;
	}

}
