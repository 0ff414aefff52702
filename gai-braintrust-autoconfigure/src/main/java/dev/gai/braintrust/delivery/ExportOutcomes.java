package dev.gai.braintrust.delivery;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the last requests ended. Written by the sender, read by anyone.
 *
 * @since 0.1.0
 */
public final class ExportOutcomes {

	private final List<RequestListener> listeners = new CopyOnWriteArrayList<>();

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable Failure lastFailure;

	private volatile int failuresInARow;

	private volatile long failedRequests;

	void succeeded() {
		this.lastSuccess = Instant.now();
		this.failuresInARow = 0;
	}

	void failed(FailureCategory category, int status, String message) {
		this.lastFailure = new Failure(category, status, message, Instant.now());
		this.failuresInARow = this.failuresInARow + 1;
		this.failedRequests = this.failedRequests + 1;
	}

	void listen(RequestListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Tells the listeners. What they throw must not keep spans from being sent.
	 * @param answer the answer, after it has been counted
	 */
	void ended(Answer answer) {
		for (RequestListener listener : this.listeners) {
			Guard.run("A listener of requests failed:", listener, () -> listener.requestEnded(answer));
		}
	}

	/**
	 * When a request was last accepted.
	 * @return the time, {@code null} if never
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * How the last failed request failed.
	 * @return the failure, {@code null} if none
	 */
	public @Nullable Failure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Requests that failed so far.
	 * @return the number
	 */
	public long failedRequests() {
		return this.failedRequests;
	}

	/**
	 * Requests that failed since one was accepted.
	 * @return the number
	 */
	public int failuresInARow() {
		return this.failuresInARow;
	}

	/**
	 * A failed request.
	 *
	 * @param category why
	 * @param status the HTTP status, zero if there was no answer
	 * @param message what the service said, fit for logs
	 * @param at when
	 */
	public record Failure(FailureCategory category, int status, String message, Instant at) {

	}

}
