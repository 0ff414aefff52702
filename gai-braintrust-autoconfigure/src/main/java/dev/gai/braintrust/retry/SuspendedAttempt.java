package dev.gai.braintrust.retry;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a function of Kotlin that suspends.
 *
 * @since 0.1.0
 */
@FunctionalInterface
@Internal
public interface SuspendedAttempt {

	/**
	 * Calls the function.
	 * @param continuation what it goes on with
	 * @return its result, or the mark that it goes on later
	 * @throws Throwable what the function throws
	 */
	@Nullable Object run(Object continuation) throws Throwable;

}
