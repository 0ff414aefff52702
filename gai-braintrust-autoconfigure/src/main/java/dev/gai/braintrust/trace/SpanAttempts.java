package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The attempts of a call that was repeated when it failed, by whomever: by this library,
 * by Spring or by the client of a provider. Part of a {@link SpanRecord}; thread-safe.
 *
 * @since 0.1.0
 */
public final class SpanAttempts {

	/** As many as are shown as spans; further ones are only counted. */
	private static final int MAX_KEPT = 50;

	private final List<FailedAttempt> failed = new ArrayList<>();

	private int count;

	private @Nullable Integer maxAttempts;

	private volatile boolean attempt;

	SpanAttempts() {
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
	 * The attempts that failed.
	 * @return a copy, of the first 50
	 */
	public synchronized List<FailedAttempt> failed() {
		return List.copyOf(this.failed);
	}

	/**
	 * Whether the span is itself one failed attempt of the call above it.
	 * @return whether it is an attempt
	 */
	public boolean isAttempt() {
		return this.attempt;
	}

	void beAttempt() {
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
