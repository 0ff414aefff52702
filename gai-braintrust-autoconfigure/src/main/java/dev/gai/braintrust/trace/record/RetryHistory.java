package dev.gai.braintrust.trace.record;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a call that was repeated when it failed, by whomever: by this library,
 * by Spring or by the client of a provider. Part of a {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class RetryHistory {

	/** As many as are shown as spans; further ones are only counted. */
	private static final int MAX_KEPT = 50;

	private final List<FailedAttempt> failed = new ArrayList<>();

	private int count;

	private @Nullable Integer maxAttempts;

	private boolean exhausted;

	private volatile boolean attempt;

	RetryHistory() {
	}

	/**
	 * How many attempts were allowed.
	 * @return the number, {@code null} if it is not known
	 */
	public synchronized @Nullable Integer maxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * How many attempts failed.
	 * @return the number
	 */
	public synchronized int failedCount() {
		return this.count;
	}

	/**
	 * How many attempts were made after the first one.
	 * @param failed whether the call failed in the end, so that its last attempt is one
	 * of those that failed
	 * @return the number
	 */
	public synchronized int retries(boolean failed) {
		return Math.max(failed ? this.count - 1 : this.count, 0);
	}

	/**
	 * The attempts that failed.
	 * @return a copy, of the first 50
	 */
	public synchronized List<FailedAttempt> failed() {
		return List.copyOf(this.failed);
	}

	/**
	 * Whether a further attempt could have helped, but attempts or time were used up.
	 * @return whether the call was given up
	 */
	public synchronized boolean exhausted() {
		return this.exhausted;
	}

	/**
	 * Says that the call is given up.
	 */
	public synchronized void exhaust() {
		this.exhausted = true;
	}

	/**
	 * Whether the span is itself one failed attempt of the call above it.
	 * @return whether it is an attempt
	 */
	public boolean isAttempt() {
		return this.attempt;
	}

	/** Notes that the span is itself an attempt of a call. */
	public void beAttempt() {
		this.attempt = true;
	}

	/**
	 * Says how many attempts are allowed.
	 * @param maxAttempts the number
	 */
	public synchronized void allow(int maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Adds an attempt that failed.
	 * @param attempt the attempt
	 */
	public synchronized void add(FailedAttempt attempt) {
		this.count++;
		if (this.failed.size() < MAX_KEPT) {
			this.failed.add(attempt);
		}
	}

}
