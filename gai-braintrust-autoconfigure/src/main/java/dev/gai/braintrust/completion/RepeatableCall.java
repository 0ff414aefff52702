package dev.gai.braintrust.completion;

import java.util.function.Supplier;

import dev.gai.braintrust.guard.ThreadValue;
import dev.gai.braintrust.guard.Work;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call that others may repeat, as Spring's {@code @Retryable} or Resilience4j do. They
 * stand between the one who makes this, outside of them, and the one who begins the call,
 * inside. An attempt that failed leaves the call open: either it is repeated, or it fails
 * when this is closed. Nothing is begun if the one in the middle never asks, since it has
 * the result in a cache or refuses the call. Thread-safe.
 *
 * @since 0.1.0
 */
public final class RepeatableCall {

	private static final ThreadValue<RepeatableCall> current = new ThreadValue<>();

	private @Nullable TrackedCall open;

	private @Nullable Throwable failure;

	private @Nullable RuntimeException refusal;

	private boolean reached;

	private boolean closed;

	/**
	 * Creates a call that has not begun.
	 */
	public RepeatableCall() {
	}

	/**
	 * Begins the call, or its next attempt.
	 * @param starter starts the call
	 * @return the call; that it failed is not told until it is known whether it is
	 * repeated
	 */
	public synchronized TrackedCall begin(Supplier<TrackedCall> starter) {
		this.reached = true;
		if (this.closed) {
			return starter.get();
		}
		if (this.refusal != null) {
			throw this.refusal;
		}
		TrackedCall call = this.open;
		Throwable lastFailure = this.failure;
		this.open = null;
		if (call != null && lastFailure != null) {
			call.repeated(lastFailure);
			return new RepeatableAttempt(this, call);
		}
		try {
			return new RepeatableAttempt(this, starter.get());
		}
		catch (RuntimeException ex) {
			// Whoever repeats calls repeats this one, too. It is refused once.
			this.refusal = ex;
			throw ex;
		}
	}

	/**
	 * Says that nobody in the middle keeps the call from being made.
	 */
	public synchronized void reach() {
		this.reached = true;
	}

	/**
	 * Whether those in the middle have let the call through.
	 * @return whether it was reached
	 */
	public synchronized boolean isReached() {
		return this.reached;
	}

	/**
	 * Ends the call if its last attempt failed. Later attempts are calls of their own.
	 */
	public void close() {
		TrackedCall failed;
		Throwable lastFailure;
		synchronized (this) {
			this.closed = true;
			failed = this.open;
			lastFailure = this.failure;
			this.open = null;
		}
		if (failed != null && lastFailure != null) {
			failed.failed(lastFailure);
		}
	}

	/** Whether the call may be repeated now that an attempt has failed. */
	synchronized boolean keepOpen(TrackedCall call, Throwable error) {
		if (this.closed || this.open != null) {
			return false;
		}
		this.open = call;
		this.failure = error;
		return true;
	}

	/**
	 * Runs what may repeat this call.
	 * @param work the work
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result of the work
	 * @throws X what the work throws
	 */
	public <T extends @Nullable Object, X extends Throwable> T around(Work<T, X> work) throws X {
		return current.during(this, work);
	}

	/**
	 * Runs one attempt, in which further calls are others.
	 * @param work the work
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result of the work
	 * @throws X what the work throws
	 */
	public static <T extends @Nullable Object, X extends Throwable> T inside(Work<T, X> work) throws X {
		return (current.get() != null) ? current.during(null, work) : work.run();
	}

	/**
	 * The observation of the call that whoever repeats calls on this thread is about to
	 * repeat.
	 * @param otherwise what is current where no call is about to be repeated
	 * @return the observation, {@code null} if there is none
	 */
	public static @Nullable Observation observation(@Nullable Observation otherwise) {
		RepeatableCall call = current.get();
		if (call == null) {
			return otherwise;
		}
		synchronized (call) {
			return (call.open != null) ? call.open.observation() : null;
		}
	}

}
