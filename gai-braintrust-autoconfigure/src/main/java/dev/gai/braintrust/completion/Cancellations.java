package dev.gai.braintrust.completion;

import java.util.concurrent.CancellationException;

import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who want no result any more from what has taken too long. Kotlin says both
 * with exceptions of the same type.
 */
final class Cancellations {

	private static final String TIMEOUT = "kotlinx.coroutines.TimeoutCancellationException";

	private Cancellations() {
	}

	/**
	 * Whether an error that a result has ended with says that nobody wants it.
	 * @param error the error
	 * @return whether it is no error of the call
	 */
	static boolean isCancellation(Throwable error) {
		return error instanceof CancellationException && !isTimeout(error);
	}

	/**
	 * Whether an error says that nobody wants a result of Kotlin, or that time has run
	 * out for those who do.
	 * @param error the error
	 * @param waiting those who wait for the result, {@code null} if nobody knows
	 * @return whether it is no error of the call
	 */
	static boolean isCancellation(Throwable error, @Nullable Job waiting) {
		return isCancellation(error) || (isTimeout(error) && waiting != null && waiting.isCancelled());
	}

	/**
	 * Tells a call of the error that a result of Kotlin has ended with.
	 * @param waiting those who wait for it, {@code null} if nobody knows
	 */
	static void end(TrackedCall call, Throwable error, @Nullable Job waiting) {
		if (isCancellation(error, waiting)) {
			call.cancelled();
		}
		else {
			call.failed(error);
		}
	}

	/**
	 * Whether an error is that of Kotlin's {@code withTimeout}.
	 * @param error the error
	 * @return whether time has run out, be it that of the call or of those around it
	 */
	static boolean isTimeout(Throwable error) {
		return error.getClass().getName().equals(TIMEOUT);
	}

}
