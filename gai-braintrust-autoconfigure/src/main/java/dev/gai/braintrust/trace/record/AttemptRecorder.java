package dev.gai.braintrust.trace.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.retry.AttemptListener;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attempts of a call into its record, whoever makes them: this library,
 * Spring, Resilience4j or the client of a provider. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class AttemptRecorder implements AttemptListener {

	private final SpanRecord record;

	private final ErrorClassifiers errors;

	/**
	 * Creates a recorder.
	 * @param record the record of the call
	 * @param errors say what an attempt failed of
	 */
	public AttemptRecorder(SpanRecord record, ErrorClassifiers errors) {
		this.record = record;
		this.errors = errors;
	}

	/**
	 * Says how many attempts are allowed.
	 * @param maxAttempts the number, the first one included
	 */
	public void allow(int maxAttempts) {
		if (!this.record.isEnded()) {
			this.record.attempts().allow(maxAttempts);
		}
	}

	/**
	 * An attempt failed of which nothing else is known: it is the next one, and began
	 * when the last one ended.
	 * @param error why it failed
	 * @param wait how long the next attempt waits, {@code null} if there is none or it is
	 * not known
	 * @param exhausted whether there is none because attempts or time are used up
	 */
	public void attemptFailed(Throwable error, @Nullable Duration wait, boolean exhausted) {
		Instant end = Instant.now();
		List<FailedAttempt> before = this.record.attempts().failed();
		FailedAttempt last = before.isEmpty() ? null : before.get(before.size() - 1);
		attemptFailed(error, (last != null) ? last.nextStart() : end.minus(this.record.timing().elapsed()), end, wait,
				exhausted);
	}

	/**
	 * An attempt failed, the next one in the order.
	 * @param error why it failed
	 * @param start when it began
	 * @param end when it failed
	 * @param wait how long the next attempt waits, {@code null} if there is none or it is
	 * not known
	 * @param exhausted whether there is none because attempts or time are used up
	 */
	public void attemptFailed(Throwable error, Instant start, Instant end, @Nullable Duration wait, boolean exhausted) {
		attemptFailed(this.record.attempts().failedCount() + 1, error, this.errors.classify(error),
				start.isAfter(end) ? end : start, end, wait, exhausted);
	}

	/**
	 * Says that there is no further attempt, because attempts or time are used up.
	 */
	public void exhausted() {
		if (!this.record.isEnded()) {
			this.record.attempts().exhaust();
		}
	}

	@Override
	public void attemptFailed(int number, Throwable error, ErrorClassification meaning, Instant start, Instant end,
			@Nullable Duration wait, boolean exhausted) {
		if (!this.record.isEnded()) {
			this.record.attempts().add(new FailedAttempt(number, error, meaning, start, end, wait));
			if (exhausted) {
				exhausted();
			}
		}
	}

}
