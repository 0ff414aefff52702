package dev.gai.braintrust.completion;

import java.util.concurrent.CancellationException;

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
	 * Whether an error is that of Kotlin's {@code withTimeout}.
	 * @param error the error
	 * @return whether time has run out, be it that of the call or of those around it
	 */
	static boolean isTimeout(Throwable error) {
		return error.getClass().getName().equals(TIMEOUT);
	}

}
